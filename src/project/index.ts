export * from './container-image-project';
export * from './synthesis';
