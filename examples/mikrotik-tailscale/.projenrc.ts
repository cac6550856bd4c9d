import {
  AllowedVersions, ContainerImageProject, Forge, ImagePipeline, Platform, ReleaseScheme, RenovateConfiguration, RouterOsDeployment, UpdateKind,
} from 'imagewright';
import { describeRouter } from './projenrc/router';
import { TailscaleImage } from './projenrc/tailscale-image';

const project = new ContainerImageProject({ name: 'mikrotik-tailscale' });
const { versions } = project;
const image = new TailscaleImage(project, 'Tailscale', versions);
const packed = new TailscaleImage(project, 'TailscalePacked', versions, { packed: true, directory: 'packed' });
const armv5 = new TailscaleImage(project, 'TailscaleArmv5', versions, { platforms: [Platform.LINUX_ARM_V5], directory: 'armv5' });

/** What both forges do; each publishes to the registry that belongs to it. */
const shared = {
  release: ReleaseScheme.upstream(versions.packagePin('TAILSCALE_VERSION'), 'mt'),
  ignoredPaths: ['**/*.md', 'docs/**', 'routeros/**', 'renovate.json'],
};
const repository = 'lumpiasty/mikrotik-tailscale';
const smokeTests = [{ command: ['/usr/local/bin/tailscale', 'version'] }];
const images = [
  { image, repository, smokeTests, name: 'router' },
  { image: packed, repository, smokeTests, name: 'packed', tagSuffix: 'packed' },
];
const armv5Image = { image: armv5, repository, name: 'armv5', tagSuffix: 'armv5' };

new ImagePipeline(project, 'Gitea', {
  ...shared,
  registry: 'gitea.lumpiasty.xyz',
  images: [...images, armv5Image], // its agents cannot start it
  renovate: {},
  forges: [Forge.woodpecker()],
});

new ImagePipeline(project, 'GitHub', {
  ...shared,
  registry: 'ghcr.io',
  images: [...images, { ...armv5Image, smokeTests }],
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

new RouterOsDeployment(project, 'Router', describeRouter(image, armv5));

project.synth();
