import { ScratchImage } from '../../blocks';
import type { DockerfileNode } from '../../dockerfile';
import { Artifact, BaseImage, BuildStage, ContainerImage, IArtifactSource, StagePlatform } from '../../image';
import { Executable, ExecutableFormat, RootfsEntry } from '../../rootfs';

/** A base with a shell, for the examples of rules. */
export const EXAMPLE_BASE = BaseImage.registry(`debian:trixie-slim@sha256:${'0'.repeat(64)}`);

/** A text file at a path; an executable script if it begins with `#!`. */
export function exampleText(path: string, content: string): Artifact {
  return Artifact.text([{ entry: RootfsEntry.file(path, { mode: content.startsWith('#!') ? '0755' : '0644' }), content }]);
}

/** The output of a stage of the image: static programs, unless an entry declares otherwise. */
export function exampleBuild(image: ContainerImage, entries: RootfsEntry[]): Artifact {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the programs' });
  stage.run(['make install DESTDIR=/out']);
  return stage.artifact({ root: '/out', entries });
}

/** A program: static and without needs, unless its facts declare otherwise. */
export function exampleProgram(path: string, facts: Partial<Executable> = {}): RootfsEntry {
  return RootfsEntry.file(path, { executable: { format: ExecutableFormat.ELF, needs: [], ...facts } });
}

/** BusyBox with these commands; its shell is the `/bin/sh`. */
export function exampleBusybox(commands: string[] = []): RootfsEntry[] {
  return [exampleProgram('/bin/busybox'), ...['sh', ...commands].map(name => RootfsEntry.symlink(`/bin/${name}`, '/bin/busybox'))];
}

/** A last stage that starts from the empty image, with these files and then these instructions. */
export function exampleStage(image: ContainerImage, contents: IArtifactSource[], instructions: DockerfileNode[] = []): BuildStage {
  const stage = new BuildStage(image, 'Runtime', {
    base: BaseImage.scratch(), purpose: 'is the image', runsOn: StagePlatform.TARGET, emulated: 'an example',
  });
  for (const each of contents) stage.copyArtifact(each, '/');
  for (const node of instructions) stage.addNode(node);
  image.defineRuntime(stage);
  return stage;
}

/** A stage with these steps, and an image that contains only the program that it built below `/out`. */
export function exampleSteps(image: ContainerImage, steps: (stage: BuildStage) => void): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  steps(stage);
  const program = stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] });
  new ScratchImage(image, 'Runtime', { contents: [program], entrypoint: ['/bin/app'], user: '65532:65532' });
}
