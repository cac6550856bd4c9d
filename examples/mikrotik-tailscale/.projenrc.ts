import {
  AllowedVersions, ContainerImageProject, Forge, ImagePipeline, ReleaseScheme, RenovateConfiguration, RouterOsDeployment, RouterOsMode, RouterOsNetwork, Size,
  UpdateKind,
} from 'imagewright';
import { TailscaleImage } from './projenrc/tailscale-image';

const project = new ContainerImageProject({ name: 'mikrotik-tailscale' });
const { versions } = project;
const image = new TailscaleImage(project, 'Tailscale', versions);

/** What both forges do; each publishes to the registry that belongs to it. */
const shared = {
  release: ReleaseScheme.upstream(versions.packagePin('TAILSCALE_VERSION'), 'mt'),
  ignoredPaths: ['**/*.md', 'docs/**', 'routeros/**', 'renovate.json'],
};
const published = {
  image,
  repository: 'lumpiasty/mikrotik-tailscale',
  smokeTests: [{ command: ['/usr/local/bin/tailscale', 'version'] }],
};

new ImagePipeline(project, 'Gitea', {
  ...shared,
  registry: 'gitea.lumpiasty.xyz',
  images: [published],
  renovate: {},
  forges: [Forge.woodpecker()],
});

new ImagePipeline(project, 'GitHub', {
  ...shared,
  registry: 'ghcr.io',
  images: [published],
  renovate: {},
  forges: [Forge.github()],
});

new RenovateConfiguration(project, 'Renovate', {
  versions,
  rules: [
    {
      pin: 'TAILSCALE_VERSION',
      allowedVersions: AllowedVersions.evenMinor(),
      automerge: [UpdateKind.MINOR, UpdateKind.PATCH],
    },
    { pin: 'go', automerge: [UpdateKind.PATCH, UpdateKind.DIGEST] },
  ],
});

/** For routers with 16 MB of flash and 256 MB of memory. */
new RouterOsDeployment(project, 'Router', {
  image,
  reference: 'gitea.lumpiasty.xyz/lumpiasty/mikrotik-tailscale:stable',
  mode: RouterOsMode.ramRoot(),
  network: RouterOsNetwork.routed({ address: '172.20.0.2/24', gateway: '172.20.0.1', routes: ['100.64.0.0/10'] }),
  // The packed program takes 27 MB when it is logged in, and 20 more for each call of the command line.
  memoryLimit: Size.mebibytes(64),
  environment: { GOMEMLIMIT: '40MiB' },
  forwardedDomains: [{ domain: 'ts.net', server: '100.100.100.100' }],
  nextSteps: [
    { description: 'Log in: open the address that the command prints.', command: 'tailscale up --accept-dns=false --advertise-routes=192.168.88.0/24' },
    { description: 'Approve the routes in the admin console of the tailnet, and ask a name of it from a computer behind the router.' },
  ],
});

project.synth();
