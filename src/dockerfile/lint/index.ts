export * from './catalog';
export { _isSkipped } from './check-options';
export * from './finding';
export * from './lint';
export { _mayBeStage, _stageSlip } from './rules/dockerfile/unknown-stage';
export { _isAutomatic } from './model/globals';
