import {
  Artifact, BuildStage, ContainerImage, ContainerImageProps, ExecutableFormat, ExistingDockerfile, RootfsEntry, ScratchImage, ScratchImageProps,
} from '../../src';
import type { IRule, RuleFinding } from '../../src/checks';
import type { _RepositoryFiles } from '../../src/image';
import { _resolveImage } from '../../src/plan';
import { DEBIAN, newImage } from '../support/image';

/** What one rule finds in an image. */
export function findingsOf(
  { check }: IRule, declare: (image: ContainerImage) => void, props: Partial<ContainerImageProps> = {}, files?: _RepositoryFiles,
): RuleFinding[] {
  const image = newImage(props);
  declare(image);
  return _resolveImage(image, files).observed.flatMap(model => check(model));
}

/** What one rule says of a Dockerfile; behind `?` where it cannot tell. */
export function saidOf(rule: IRule, dockerfile: string, props: Partial<ContainerImageProps> = {}, files?: _RepositoryFiles): string[] {
  return findingsOf(rule, image => image.defineRuntime(new ExistingDockerfile(image, 'File', { text: dockerfile }).last), props, files)
    .map(({ what, undecided }) => `${undecided ? '? ' : ''}${what}`);
}

/** A Dockerfile from the empty image: texts by path, then instructions. */
export function scratch(files: Record<string, string>, ...instructions: string[]): string {
  const copies = Object.entries(files).map(([path, text]) => `COPY --chmod=${text.startsWith('#!') ? '0755' : '0644'} <<'EOT' ${path}\n${text}EOT`);
  return ['FROM scratch', ...copies, ...instructions, ''].join('\n');
}

/** An image with a shell and `/bin/app`, which begins with the script `/start`. */
export interface Started {
  /** Of the BusyBox that is there. */
  readonly commands?: string[];
  /** Of its shell, as far as it is known. */
  readonly builtins?: string[];
  /** The program that `/bin/sh` is in the end. */
  readonly shell?: string;
  /** Further texts by path. */
  readonly files?: Record<string, string>;
  /** Of the image. */
  readonly image?: Partial<ScratchImageProps>;
}

/** What one rule says of an image that begins with a script; behind `?` where it cannot tell. */
export function saidOfScript(rule: IRule, script: string, { commands = [], builtins, shell = '/bin/busybox', files = {}, image: props = {} }: Started = {}): string[] {
  const program = (path: string) => RootfsEntry.file(path, { executable: { format: ExecutableFormat.ELF, shellBuiltins: builtins } });
  return findingsOf(rule, image => {
    const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
    build.run(['make']);
    const links = ['sh', ...commands].map(name => RootfsEntry.symlink(`/bin/${name}`, shell));
    const built = build.artifact({ root: '/out', entries: [program(shell), program('/bin/app'), ...links] });
    const texts = Object.entries({ '/start': script, ...files }).map(([path, content]) => ({ entry: RootfsEntry.file(path, { mode: '0755' }), content }));
    new ScratchImage(image, 'Runtime', { contents: [built, Artifact.text(texts)], entrypoint: ['/start'], ...props });
  }).map(({ what, undecided }) => `${undecided ? '? ' : ''}${what}`);
}
