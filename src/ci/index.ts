export * from './forge';
export * from './forges/github';
export * from './forges/woodpecker';
export * from './image-pipeline';
export * from './image-tag';
export * from './renovate-configuration';
export * from './image-pipeline-props';
export * from './release-scheme';
