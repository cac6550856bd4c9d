export * from './catalog';
export * from './finding';
export * from './lint';
