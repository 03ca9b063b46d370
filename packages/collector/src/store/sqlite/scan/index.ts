export { compileFunnel } from './funnel.js';
export { runFunnel, runScan } from './run.js';
export { compileScan } from './scan.js';
export { scansOver } from './scans.js';
