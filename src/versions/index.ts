export * from './action-pin';
export type { _PinChanges } from './edit-versions';
export { _completeDigests, _createVersionsText, _isPlaceholder, _setPins } from './edit-versions';
export * from './image-pin';
export * from './package-pin';
export * from './renovate-config';
export * from './renovate-options';
export * from './versions';
export * from './versions-format';
