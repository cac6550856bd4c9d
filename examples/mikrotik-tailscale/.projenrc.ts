import {
  AllowedVersions, ContainerImageProject, Forge, ImagePipeline, ReleaseScheme, RenovateConfiguration, RouterOsDeployment, UpdateKind,
} from 'imagewright';
import { describeRouter } from './projenrc/router';
import { TailscaleImage } from './projenrc/tailscale-image';

const project = new ContainerImageProject({ name: 'mikrotik-tailscale' });
const { versions } = project;
const image = new TailscaleImage(project, 'Tailscale', versions);
const packed = new TailscaleImage(project, 'TailscalePacked', versions, { packed: true });

/** What both forges do; each publishes to the registry that belongs to it. */
const shared = {
  release: ReleaseScheme.upstream(versions.packagePin('TAILSCALE_VERSION'), 'mt'),
  ignoredPaths: ['**/*.md', 'docs/**', 'routeros/**', 'renovate.json'],
};
const place = { repository: 'lumpiasty/mikrotik-tailscale', smokeTests: [{ command: ['/usr/local/bin/tailscale', 'version'] }] };
const images = [
  { ...place, image, name: 'router' },
  { ...place, image: packed, name: 'packed', tagSuffix: 'packed' },
];

new ImagePipeline(project, 'Gitea', {
  ...shared,
  registry: 'gitea.lumpiasty.xyz',
  images,
  renovate: {},
  forges: [Forge.woodpecker()],
});

new ImagePipeline(project, 'GitHub', {
  ...shared,
  registry: 'ghcr.io',
  images,
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

new RouterOsDeployment(project, 'Router', describeRouter(image));

project.synth();
