export * from './go-feature-catalog';
export * from './go-ports';
export * from './tailscale-features';
export * from './upx';
export * from './version-range';
