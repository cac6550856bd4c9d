import { Construct } from 'constructs';
import { ComposeFile, ComposeFileProps, ComposeService, DevContainer, DevContainerProps } from '../../src/compose';
import { Platform, Problem, Problems } from '../../src/core';
import { BuildStage, ContainerImage, ContainerImageProps } from '../../src/image';
import { OutputFile, RepositoryPlan, _resolveImage } from '../../src/plan';
import { DEBIAN } from '../support/image';
import { detachedRoot } from '../support/root';

/** An image on a base, whose last stage a test fills. */
export function serviceImage(scope: Construct, id = 'Web', props: Partial<ContainerImageProps> = {}, fill: (stage: BuildStage) => void = () => {}): ContainerImage {
  const image = new ContainerImage(scope, id, { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], ...props });
  const stage = new BuildStage(image, 'Runtime', { base: DEBIAN });
  fill(stage);
  image.defineRuntime(stage);
  return image;
}

/** The plan of images whose project is in the folder `folder` of the repository. */
export function planOf(images: readonly ContainerImage[], folder = '.'): RepositoryPlan {
  const join = (path: string) => (folder === '.' ? path : path === '.' ? folder : `${folder}/${path}`);
  return RepositoryPlan._of({
    marker: 'Generated.', images, outputs: [], planOf: image => _resolveImage(image), fromRoot: (_, path) => join(path), isTaken: () => false,
  });
}

/** The text of the Compose file with these services. */
export function composeOf(services: Record<string, ComposeService>, props: Partial<ComposeFileProps> = {}, folder?: string): string {
  const images = Object.values(services).flatMap(({ image }) => image ?? []);
  return new ComposeFile(images[0]?.node.root ?? detachedRoot(), 'Compose', { services, ...props }).renderFiles(planOf(images, folder))[0].text;
}

/** What the Compose file with these services reports. */
export function composeProblems(services: Record<string, ComposeService>): Problem[] {
  const images = Object.values(services).flatMap(({ image }) => image ?? []);
  const file = new ComposeFile(images[0]?.node.root ?? detachedRoot(), 'Compose', { services });
  return [...Problems.of(file).all(), ...file.findProblems(planOf(images))];
}

/** A dev container, its files and what it reports. */
export function devContainerOf(images: readonly ContainerImage[], props: DevContainerProps): { files: OutputFile[]; problems: Problem[] } {
  const made = new DevContainer(images[0].node.root, 'Dev', props);
  const problems = [...Problems.of(made).all(), ...made.findProblems(planOf(images))];
  return { files: problems.length === 0 ? made.renderFiles(planOf(images)) : [], problems };
}
