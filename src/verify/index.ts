export * from './claim-family';
export * from './finding';
export * from './manifest';
export * from './manifest-text';
export * from './measures';
export * from './verify';
