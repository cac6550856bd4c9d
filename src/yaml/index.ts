export * from './evaluated';
export * from './yaml';
