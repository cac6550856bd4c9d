import { Platform, RouterOsDeploymentProps, RouterOsMode, RouterOsNetwork, RouterOsSecret, ScratchImage, Size, MountPoint } from '../../src';
import type { ContainerImage } from '../../src';
import { PlannedImage, _resolveImage } from '../../src/plan';
import type { Deployment } from '../../src/routeros/model/deployment';
import { resolveDeployment } from '../../src/routeros/model/resolve-deployment';
import { newImage } from '../support/image';

/** An image with a volume, a temporary directory and arguments, of 17 MB. */
export function sampleImage(platforms = [Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V5]): ContainerImage {
  const image = newImage({
    platforms,
    budgets: [{ extracted: Size.mebibytes(17), transferred: Size.mebibytes(6) }],
    archives: true,
  });
  new ScratchImage(image, 'Runtime', {
    contents: [],
    volumes: [MountPoint.persistent('/var/lib/tailscale', { mode: '0700' }), MountPoint.tmpfs('/run')],
    entrypoint: ['/usr/local/bin/tailscaled'],
    cmd: ['--statedir=/var/lib/tailscale', '--no-logs-no-support'],
  });
  return image;
}

/** The modes, by name. */
export const MODES = {
  'ram-root': RouterOsMode.ramRoot(),
  'flash': RouterOsMode.flash(),
  'disk': RouterOsMode.disk({ slot: 'usb1' }),
} as const;

export type ModeName = keyof typeof MODES;

/** A deployment with everything in it. */
export function sampleProps(change: Partial<RouterOsDeploymentProps> = {}): RouterOsDeploymentProps {
  return {
    image: change.image ?? sampleImage(),
    name: 'tailscale',
    reference: 'ghcr.io/acme/tailscale:stable',
    mode: MODES['ram-root'],
    network: RouterOsNetwork.routed({
      address: '172.20.0.2/24', gateway: '172.20.0.1', address6: 'fd00::2/64', gateway6: 'fd00::1', routes: ['100.64.0.0/10', 'fd7a:115c:a1e0::/48'],
    }),
    environment: { GOMEMLIMIT: '40MiB' },
    secrets: [RouterOsSecret.file('/var/lib/tailscale/authkey', 'Auth key')],
    forwardedDomains: [{ domain: 'ts.net', server: '100.100.100.100' }],
    memoryLimit: Size.mebibytes(48),
    ...change,
  };
}

/** An image as it will be built. */
export function planned(image: ContainerImage): PlannedImage {
  return PlannedImage._of(_resolveImage(image), path => path);
}

export function sampleDeployment(change: Partial<RouterOsDeploymentProps> = {}): Deployment {
  const props = sampleProps(change);
  return resolveDeployment(props, planned(props.image), (props.variants ?? []).map(({ image, tag }) => ({ image: planned(image), tag })));
}
