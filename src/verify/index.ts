export { _createBuiltModel } from './built-model';
export * from './claim-family';
export * from './finding';
export * from './measures';
export * from './verify';
