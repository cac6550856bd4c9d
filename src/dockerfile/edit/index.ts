export * from './edit';
export * from './fix';
export * from './fix-text';
export { _listWrittenImages } from './image-references';
export * from './lint-fixes';
export * from './pin-text';
export type { _Meaning } from './meaning';
