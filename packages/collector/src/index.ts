export type { LoggedContext, LoggedEvent } from './facts/logged.js';
export { type OpenOptions, openStore } from './store/sqlite/open.js';
export type { AppendBatch, AppendResult, ImportChunk, Site, Store } from './store/store.js';
export { StoreBusy } from './store/store.js';
