export * from './base-entries';
export * from './base-facts';
export * from './base-file-name';
export * from './base-library';
export * from './sort-packages';
export { _peekReference, _readBaseFile, _writeBaseFile } from './text/base-file';
export { _MOST_BASE_BYTES, _refuseUnreadableBase } from './text/refuse-base-file';
