export * from './base-entries';
export * from './base-facts';
export * from './base-file-name';
export * from './sort-packages';
export { _readBaseFile, _writeBaseFile } from './text/base-file';
