export * from './build-context';
export * from './copied-paths';
export * from './image-config';
export * from './image-model';
export * from './stage-model';
export * from './stage-step';
