export { helloGo } from './hello-go';
export { mikrotikTailscale, mikrotikTailscalePacked } from './mikrotik-tailscale';
