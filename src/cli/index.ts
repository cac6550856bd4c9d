export * from './command';
export * from './main';
