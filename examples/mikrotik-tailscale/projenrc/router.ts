import { ContainerImage, RouterOsDeploymentProps, RouterOsMode, RouterOsNetwork, RouterOsSecret, Size } from 'imagewright';

/** How the image runs on routers with 16 MB of flash and 256 MB of memory; `armv5` on those with an EN7562CT. */
export function describeRouter(image: ContainerImage, armv5: ContainerImage): RouterOsDeploymentProps {
  return {
    image,
    reference: 'gitea.lumpiasty.xyz/lumpiasty/mikrotik-tailscale:stable',
    variants: [{ image: armv5, tag: 'stable-armv5' }],
    mode: RouterOsMode.ramRoot(),
    network: RouterOsNetwork.routed({ address: '172.20.0.2/24', gateway: '172.20.0.1', routes: ['100.64.0.0/10'] }),
    // Logged in, the program takes 11 MB, and a call of the command line 2 more; its pages are those of the image.
    memoryLimit: Size.mebibytes(32),
    environment: { TS_HOSTNAME: 'router', TS_ROUTES: '192.168.88.0/24', TS_ACCEPT_DNS: 'false' },
    secrets: [RouterOsSecret.file('/var/lib/tailscale/authkey', 'Auth key of the tailnet')],
    forwardedDomains: [{ domain: 'ts.net', server: '100.100.100.100' }],
    nextSteps: [
      { description: 'The router logs in by itself, with the key that you have typed. See that it has:', command: 'tailscale status' },
      { description: 'Approve the routes in the admin console of the tailnet, and ask a name of it from a computer behind the router.' },
    ],
  };
}
