import { _guardExports } from './guard';

export * from './blocks';
export {
  type AcknowledgeOptions, Checks, type IRule, type LintFinding, type LintOptions, Linter, type Policy, type RuleFinding,
} from './checks';
export * from './ci';
export * from './compose';
export { Platform, type Problem, Problems, Origin, Severity, Size } from './core';
export * as dockerfile from './dockerfile';
export * from './image';
export { ImageConfig, ImageModel, Output, type OutputFile, PlannedImage, RepositoryPlan, StageBase, StageModel, StageStep } from './plan';
export * from './project';
export {
  ConflictOutcome, EntryKind, type EntryOptions, type Executable, ExecutableFormat, FileSize, Lookup, type Packer, type PathConflict, PlacedEntry,
  Rootfs, RootfsEntry, RuntimeNeed, RuntimeNeedKind,
} from './rootfs';
export * from './routeros';
export * from './versions';

// The last line: users get all of it with a guard before it.
_guardExports(module);
