import { Construct } from 'constructs';
import { Forge, GiteaOptions, GithubOptions, GitlabOptions, ImagePipeline, ImagePipelineProps, PublishedImage, ReleaseScheme, WoodpeckerOptions } from '../../src/ci';
import { Platform } from '../../src/core';
import { ContainerImage } from '../../src/image';
import { ImagePlan, RepositoryPlan, _RepositoryPlanProps } from '../../src/plan';
import { PackagePin, Versions, _FORGE_ACTIONS, _FORGE_IMAGES, _FORGE_PACKAGES } from '../../src/versions';
import { detachedRoot } from '../support/root';

export const MARKER = 'Generated. Do not edit.';

export const UPSTREAM = new PackagePin('TAILSCALE_VERSION', { datasource: 'github-releases', depName: 'tailscale', version: 'v1.98.3' });

const PINNED = `sha256:${'0'.repeat(64)}`;

/** The image of a router, as the pipeline sees it. */
export function router(scope: Construct = detachedRoot(), id = 'router', platforms: Platform[] = [
  Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V5,
]): PublishedImage {
  return {
    image: new ContainerImage(scope, id, { platforms }),
    repository: `acme/${id}`,
    smokeTests: [{ command: ['/usr/local/bin/tailscale', 'version'] }],
  };
}

/** A pipeline for every forge, each image pinned. */
export function pipelineOf(props: Partial<ImagePipelineProps> = {}): ImagePipeline {
  const root = detachedRoot();
  return new ImagePipeline(root, 'pipeline', {
    registry: 'registry.example.com',
    images: [router(root)],
    release: ReleaseScheme.upstream(UPSTREAM, 'mt'),
    forges: FORGES,
    ignoredPaths: ['**/*.md', 'docs/**', 'routeros/**', 'renovate.json'],
    renovate: { gitAuthor: 'Renovate Bot <renovate@example.com>' },
    hostedBot: {},
    ...props,
  });
}

/** Pins of all that forges use. */
export const PINS = Versions.parse(JSON.stringify({
  images: Object.fromEntries(Object.entries(_FORGE_IMAGES).map(([key, { reference }]) => [key, { ref: `${reference}@${PINNED}` }])),
  packages: Object.fromEntries(Object.entries(_FORGE_PACKAGES).map(([name, pin]) => [name, { ...pin, extractVersion: undefined }])),
  actions: Object.fromEntries(Object.entries(_FORGE_ACTIONS).map(([name, [version, digest]]) => [name, { version, digest }])),
}));

export function woodpecker(options: WoodpeckerOptions = {}): Forge {
  return Forge.woodpecker({ versions: PINS, ...options });
}

export function github(options: GithubOptions = {}): Forge {
  return Forge.github({ versions: PINS, ...options });
}

export function gitlab(options: GitlabOptions = {}): Forge {
  return Forge.gitlab({ versions: PINS, ...options });
}

export function gitea(options: GiteaOptions = {}): Forge {
  return Forge.gitea({ versions: PINS, ...options });
}

export function forgejo(options: GiteaOptions = {}): Forge {
  return Forge.forgejo({ versions: PINS, ...options });
}

/** The forges that have all that a pipeline asks for. */
export const FORGES = [woodpecker(), github(), gitlab()];

/** Every forge. What all of them promise is tested for each one here. */
export const ALL_FORGES = [...FORGES, gitea(), forgejo()];

/** What the layer that writes files hands to a pipeline: here, images that all use `pins`. */
export function planOf(props: Partial<_RepositoryPlanProps> = {}, pins: PackagePin[] = [UPSTREAM]): RepositoryPlan {
  return RepositoryPlan._of({
    marker: MARKER,
    images: [],
    outputs: [],
    planOf: () => ({ pins, models: [], contextPaths: ['.'], contextPatterns: [] }) as unknown as ImagePlan,
    fromRoot: (_, path) => path,
    isTaken: () => false,
    ...props,
  });
}

/** The files of a pipeline, by path. */
export function filesOf(pipeline: ImagePipeline, pins?: PackagePin[]): Record<string, string> {
  return Object.fromEntries(pipeline.renderFiles(planOf({}, pins)).map(({ path, text }) => [path, text]));
}
