export * from './go-feature-catalog';
export * from './go-ports';
export * from './go-releases';
export * from './known-base';
export * from './known-base-facts';
export * from './tailscale-features';
export * from './upx';
export * from './version-range';
