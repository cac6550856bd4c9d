export * from './acknowledge';
export * from './build-checks';
export * from './check';
export * from './checks';
export * from './known-ids';
export * from './policy';
export * from './rule';
export * from './rule-list';
