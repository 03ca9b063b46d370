export * from './bg-nbd.js';
export * from './expected-purchases.js';
export * from './fit.js';
export * from './forecast.js';
export * from './gamma-gamma.js';
export * from './lifetime-value.js';
export * from './summary.js';
