export * from './built-image';
export { _LayerCache } from './layer-cache';
export * from './limits';
export { _INDEX_TYPES, _MANIFEST_TYPES } from './media-types';
export { _UNNAMED_PLATFORM } from './platform-name';
export * from './read-image';
export type { _ReadOptions } from './read-options';
export { _splitReference } from './reference';
export type { _Member, _Source, _Visit } from './source';
