export * from './nearest';
export * from './own-lines';
export * from './problem';
export * from './problems';
export * from './refusal';
export * from './report';
export * from './shell-word';
