export * from './budgets-for';
export * from './build-context';
export * from './copied-paths';
export * from './image-config';
export * from './image-model';
export * from './stage-base';
export * from './stage-model';
export * from './stage-step';
