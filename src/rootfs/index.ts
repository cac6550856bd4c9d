export * from './absolute-path';
export * from './rootfs';
export * from './rootfs-entry';
