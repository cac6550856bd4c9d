export * from './core';
export * from './image';
