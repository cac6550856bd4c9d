export * from './check';
export * from './rule';
