export { helloGo } from './hello-go';
export { mikrotikTailscale } from './mikrotik-tailscale';
