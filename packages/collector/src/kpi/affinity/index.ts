export * from './association.js';
export * from './frequent-sets.js';
