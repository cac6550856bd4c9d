export { helloGo } from './hello-go';
export { mikrotikTailscale, mikrotikTailscaleArmv5, mikrotikTailscalePacked } from './mikrotik-tailscale';
