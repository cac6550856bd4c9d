export * from './image-plan';
export * from './output';
export * from './render/bake';
export * from './render/dockerfile';
export * from './render/dockerignore';
export * from './resolve';
