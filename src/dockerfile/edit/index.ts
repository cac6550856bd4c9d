export * from './edit';
export * from './fix';
export * from './fix-text';
export * from './lint-fixes';
export * from './pin-text';
export type { _Meaning } from './meaning';
