export * from './manifest';
export * from './manifest-text';
