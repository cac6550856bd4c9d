export * from './catalog';
export * from './finding';
export * from './lint';
export { _stageSlip } from './rules/unknown-stage';
