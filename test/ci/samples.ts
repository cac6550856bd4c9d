import { Construct } from 'constructs';
import { Forge, ImagePipeline, ImagePipelineProps, PublishedImage, ReleaseScheme } from '../../src/ci';
import { Platform } from '../../src/core';
import { ContainerImage } from '../../src/image';
import { ImagePlan, RepositoryPlan, _RepositoryPlanProps } from '../../src/plan';
import { PackagePin } from '../../src/versions';
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
    ...props,
  });
}

export function woodpecker(): Forge {
  return Forge.woodpecker({
    images: {
      plugin: `woodpeckerci/plugin-docker-buildx:6.1.0@${PINNED}`,
      buildkit: `moby/buildkit:v0.32.2@${PINNED}`,
      docker: `docker:28-cli@${PINNED}`,
      node: `node:24-alpine@${PINNED}`,
      oras: `ghcr.io/oras-project/oras:v1.3.0@${PINNED}`,
      git: `alpine/git:v2.54.0@${PINNED}`,
      renovate: `renovate/renovate:43@${PINNED}`,
    },
  });
}

export function github(): Forge {
  return Forge.github({
    images: { buildkit: `moby/buildkit:v0.32.2@${PINNED}`, binfmt: `tonistiigi/binfmt:qemu-v10.2.3-68@${PINNED}` },
  });
}

/** Every forge. What all of them promise is tested for each one here. */
export const FORGES = [woodpecker(), github()];

/** What the layer that writes files hands to a pipeline: here, images that all use `pins`. */
export function planOf(props: Partial<_RepositoryPlanProps> = {}, pins: PackagePin[] = [UPSTREAM]): RepositoryPlan {
  return RepositoryPlan._of({
    marker: MARKER,
    images: [],
    outputs: [],
    planOf: () => ({ pins, models: [] }) as unknown as ImagePlan,
    fromRoot: (_, path) => path,
    isTaken: () => false,
    ...props,
  });
}

/** The files of a pipeline, by path. */
export function filesOf(pipeline: ImagePipeline, pins?: PackagePin[]): Record<string, string> {
  return Object.fromEntries(pipeline.renderFiles(planOf({}, pins)).map(({ path, text }) => [path, text]));
}
