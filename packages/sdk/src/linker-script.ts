import { linker } from './linker.js';

// Loaded before the tracker, which then finds the visitor as if it had always been here.
const { domains, consent } = (document.currentScript as HTMLScriptElement).dataset;
linker({ domains: (domains || '').split(/[\s,]+/).filter(Boolean), consent: !!consent });
