export * from './build-checks';
export * from './image-plan';
export * from './model';
export * from './output';
export * from './resolve';
