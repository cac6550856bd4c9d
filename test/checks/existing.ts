import { found, undecided } from './one-stage';
import { ContainerImage, ContainerImageProps, ExistingDockerfile } from '../../src';
import { newImage } from '../support/image';

const DIGEST = `@sha256:${'1'.repeat(64)}`;

/** The image of a Dockerfile; of Debian, where it does not say from what it is. */
export function imageOf(lines: string, props: Partial<ContainerImageProps> = {}): ContainerImage {
  const image = newImage(props);
  const text = (/^FROM /m.test(lines) ? lines : `FROM debian:trixie-slim\n${lines}`).replace(/^FROM ([\w./:-]+[.:][\w.-]+)/gm, `FROM $1${DIGEST}`);
  image.defineRuntime(new ExistingDockerfile(image, 'Existing', { text: `${text}\n` }).last);
  return image;
}

/** What a rule says of a Dockerfile, without the name of the stage. */
export function said(id: string, lines: string, props?: Partial<ContainerImageProps>): string[] {
  return found(imageOf(lines, props), id);
}

/** What a rule cannot tell of it. */
export function untold(id: string, lines: string): string[] {
  return undecided(imageOf(lines), id);
}
