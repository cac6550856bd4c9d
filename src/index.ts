export * from './blocks';
export { Checks, IRule, Policy, RuleFinding } from './checks';
export * from './ci';
export { Problem, Problems, Provenance, Severity, Size } from './core';
export * as dockerfile from './dockerfile';
export * from './image';
export { ImageConfig, ImageModel, Output, StageModel, StageStep } from './plan';
export * from './project';
export {
  ConflictOutcome, EntryKind, EntryProps, Executable, ExecutableFormat, FileSize, Lookup, Packer, PathConflict, PlacedEntry, Rootfs, RootfsEntry,
  RuntimeNeed, RuntimeNeedKind,
} from './rootfs';
export * from './versions';
