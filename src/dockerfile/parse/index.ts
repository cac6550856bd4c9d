export * from './read-document';
export * from './read-stages';
export * from './remarks';
export * from './statements';
