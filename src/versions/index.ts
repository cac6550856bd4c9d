export * from './action-pin';
export * from './image-pin';
export * from './package-pin';
export * from './renovate-config';
export * from './renovate-options';
export * from './versions';
export * from './versions-format';
