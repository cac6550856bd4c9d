import { Severity } from '../../../core';
import type { StageModel } from '../../../plan';
import { EntryKind, Executable, ExecutableFormat } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _findBaseFacts } from '../../support/base-of';
import { _reportUnknownFiles } from '../../support/unknown';

const GLIBC = /\/ld(64|-linux)[^/]*\.so\.\d$/;
const MUSL = /\/ld-musl-[^/]+\.so\.1$/;

/** Where loaders look, in addition to architecture directories: https://man7.org/linux/man-pages/man8/ld.so.8.html, musl's `ldso/dynlink.c`. */
const DIRECTORIES = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'];

export const rootfsMissingLibrary: _Rule = {
  id: 'rootfs/missing-library',
  title: 'Every dynamic program finds its libraries',
  severity: Severity.ERROR,
  why: 'The program ends at once: "error while loading shared libraries: …: cannot open shared object file" (exit code 127).',
  fix: 'Copy the library from where the program was built (`ldd` lists them), link the program statically, or start from a base that has it.',
  check: ({ result }) => result.rootfs.entries.flatMap(({ entry: { path, executable }, by }) => {
    const { interpreter } = executable ?? {};
    // Another rule reports a missing interpreter.
    if (executable?.format !== ExecutableFormat.ELF || interpreter === undefined || result.rootfs.lookup(interpreter).isMissing) return [];
    return librariesOf(executable).filter(name => !isBuiltIn(name, interpreter)).flatMap((name): RuleFinding[] => {
      const answer = findLibrary(result, name, interpreter);
      if (answer === 'yes') return [];
      if (answer === 'no') return [{ by, what: `${path} is linked with ${name}, which is not in the image.` }];
      // Every base is assumed to have a C library.
      return executable.libraries === undefined ? [] : [
        _reportUnknownFiles(result, { by, what: `${path} is linked with ${name}, and it is not known whether the image has it.` }),
      ];
    });
  }),
};

/** A program that needs a loader needs at least a C library. */
function librariesOf({ interpreter, libraries }: Executable): string[] {
  return libraries ?? (GLIBC.test(interpreter!) ? ['libc.so.6'] : []);
}

/** The loader of musl is its C library, under any name. The loader of glibc is listed too. */
function isBuiltIn(name: string, interpreter: string): boolean {
  return interpreter.endsWith(`/${name}`) || (MUSL.test(interpreter) && /^lib(c|pthread|rt|m|dl|util|xnet)\.(so|musl-)/.test(name));
}

/** A library in another directory may be found by the program's own RUNPATH. */
function findLibrary(stage: StageModel, name: string, interpreter: string): 'yes' | 'no' | 'unknown' {
  const { rootfs, config } = stage;
  for (const { entry: { kind, path } } of rootfs._listBelow('/')) {
    if (kind !== EntryKind.DIRECTORY && path.endsWith(`/${name}`) && !rootfs.lookup(path).isMissing) return 'yes';
  }
  if (name === 'libc.so.6' && _findBaseFacts(stage)?.libc === 'glibc') return 'yes';
  const directories = [...DIRECTORIES, interpreter.slice(0, interpreter.lastIndexOf('/')), ...(config._valueOf('LD_LIBRARY_PATH') ?? '').split(':').filter(each => each.startsWith('/'))];
  const isOpen = !config._areVariablesKnown || !rootfs.isComplete || directories.some(directory => rootfs.lookup(`${directory}/${name}`).isUnknown);
  return isOpen ? 'unknown' : 'no';
}
