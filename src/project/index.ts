import './registration';

export * from './container-image-project';
export * from './synthesis';
export * from './type-check';
