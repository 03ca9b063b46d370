export { type DemoFilled, fillDemo } from './demo/fill.js';
export { type DemoOptions, type DemoPart, demoShop, EVENTS_PER_VISIT } from './demo/shop.js';
export type { DemoBatch } from './demo/visit.js';
export type { LoggedContext, LoggedEvent } from './facts/logged.js';
export { type OpenOptions, openStore } from './store/sqlite/open.js';
export type { AppendBatch, AppendResult, ImportChunk, Site, Store } from './store/store.js';
export { StoreBusy } from './store/store.js';
