export { ComposeFile } from './compose-file';
export type { ComposeFileProps } from './compose-file';
export { ComposeService } from './compose-service';
export type { ComposeServiceOptions } from './compose-service-options';
export { DevContainer } from './dev-container';
export type { DevContainerProps } from './dev-container-props';
export { DevContainerSource } from './dev-container-source';
