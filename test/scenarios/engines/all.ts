import type { Engine } from '../engine.js';
import { chromiumEngine } from './chromium.js';
import { firefoxEngine } from './firefox.js';
import { webkitEngine } from './webkit.js';

/** The browsers that the scenarios are written for. */
export const ENGINES: readonly Engine[] = [chromiumEngine, firefoxEngine, webkitEngine];
