export * from './blocks';
export * from './ci';
export { Problem, Problems, Severity } from './core';
export * as dockerfile from './dockerfile';
export * from './image';
export { Output } from './plan';
export * from './project';
export { EntryKind, EntryProps, Executable, ExecutableFormat, RootfsEntry } from './rootfs';
export * from './versions';
