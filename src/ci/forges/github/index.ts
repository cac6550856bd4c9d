export * from './job-options';
export * from './options';
