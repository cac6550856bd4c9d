import { BuildStage, ContainerImage, ContainerImageProps, RootfsEntry, ScratchImage } from '../../src';
import { _check } from '../../src/checks';
import { _resolveImage } from '../../src/plan';
import { DEBIAN, newImage, problemsOf } from '../support/image';

/** What a rule says about an image, by its id. */
export function found(image: ContainerImage, id: string): string[] {
  return problemsOf(image).filter(problem => problem.id === id).map(({ what }) => what);
}

/** What a rule cannot tell about an image, by its id. */
export function undecided(image: ContainerImage, id: string): string[] {
  return _check(_resolveImage(image)).undecided.filter(problem => problem.id === id).map(({ what }) => what);
}

/** An image of one stage, which has these files below /out. */
export function withFiles(entries: RootfsEntry[], props: Partial<ContainerImageProps> = {}): ContainerImage {
  return withStage(() => undefined, entries, props);
}

/** The same, with instructions of its own behind them. */
export function withStage(fill: (stage: BuildStage) => void, entries: RootfsEntry[] = [], props: Partial<ContainerImageProps> = {}): ContainerImage {
  const image = newImage(props);
  const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
  const artifact = stage.artifact({ root: '/out', entries });
  fill(stage);
  new ScratchImage(image, 'Runtime', { contents: [artifact] });
  return image;
}
