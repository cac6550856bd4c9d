import { detachedRoot } from './root';
import { BaseImage, ContainerImage, ContainerImageProps, PackagePin, Platform } from '../../src';
import { _BaseLibrary } from '../../src/bases';
import { Checks, _check, _judge } from '../../src/checks';
import { Problem, Problems } from '../../src/core';
import type { _RepositoryFiles } from '../../src/image';
import { _resolveImage } from '../../src/plan';
import { _printDockerfile } from '../../src/render';

const ZEROS = '0'.repeat(64);

/** A base with a shell. */
export const DEBIAN = BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`);
/** A base with Go. */
export const GO = BaseImage.registry(`golang:1.26.3-alpine@sha256:${ZEROS}`);

export const TAILSCALE = new PackagePin('TAILSCALE_VERSION', {
  datasource: 'github-releases', depName: 'tailscale', packageName: 'tailscale/tailscale', versioning: 'semver', version: 'v1.98.3',
});
export const BUSYBOX = new PackagePin('BUSYBOX_VERSION', { datasource: 'docker', depName: 'busybox', versioning: 'docker', version: '1.37.0' });

/** An image that needs no projen project. */
export function newImage(props: Partial<ContainerImageProps> = {}): ContainerImage {
  const root = detachedRoot();
  return new ContainerImage(root, 'Image', { platforms: [Platform.LINUX_AMD64], ...props });
}

/** All that would be reported about an image; unless it is asked for, not that it starts nothing: most tests are about a part of one. */
export function problemsOf(image: ContainerImage, files?: _RepositoryFiles, { whole = false, bases = _BaseLibrary.EMPTY } = {}): Problem[] {
  const plan = _resolveImage(image, files, bases);
  const { problems } = _judge(image, [...Problems.of(image).all(), ...plan.problems, ..._check(plan, Checks.of(image)._rules).problems]);
  return problems.filter(({ id }) => whole || id !== 'start/nothing');
}

/** The ids of all that would be reported. */
export function idsOf(image: ContainerImage): string[] {
  return problemsOf(image).map(({ id }) => id);
}

/** The text of one stage, from its comment to the next. */
export function stageOf(image: ContainerImage, name: string): string {
  const blocks = _printDockerfile(_resolveImage(image), 'generated').split(/\n\n(?=# )/);
  return blocks.find(block => new RegExp(`^FROM .* AS ${name}$`, 'm').test(block))?.trimEnd() ?? `there is no stage ${name}`;
}
