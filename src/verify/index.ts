export type { _PinnedBase } from './base-subject';
export { _createBuiltModel } from './built-model';
export * from './claim-family';
export * from './finding';
export { _readLdSoCache } from './libraries/ld-so-cache';
export * from './measures';
export * from './targets';
export * from './verify';
