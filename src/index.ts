export { Problem, Problems, Severity } from './core';
export * from './image';
