export * from './built-image';
export * from './limits';
export { _UNNAMED_PLATFORM } from './platform-name';
export * from './read-image';
export { _splitReference } from './reference';
