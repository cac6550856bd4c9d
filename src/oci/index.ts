export * from './built-image';
export * from './limits';
export * from './read-image';
