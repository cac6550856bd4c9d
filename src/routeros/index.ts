export * from './device-table';
export * from './router-os-archives';
export * from './router-os-deployment';
export * from './router-os-deployment-props';
export * from './router-os-mode';
export * from './router-os-network';
export * from './router-os-registry-login';
export * from './router-os-secret';
