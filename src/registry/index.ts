export type { _Clock, _RegistryLimits, _RegistryOptions } from './options';
export * from './registry-client';
export type { _ResolvedTag } from './tags';
