export * from './finding-ids';
export * from './manifest';
export * from './manifest-text';
