import './registration';

export * from './container-image-project';
export * from './synthesis';
