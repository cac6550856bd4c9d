export * from './facts';
export * from './mismatch';
export * from './probe';
