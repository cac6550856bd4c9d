import type { _BuiltEntry } from '../../oci';
import { _openPath } from '../built-files';
import { _readLdSoCache } from './ld-so-cache';

/**
 * A dynamic loader: where it looks for the libraries of programs.
 *
 * @internal
 */
export interface _Loader {
  readonly kind: 'glibc' | 'musl';
  /** Whether the loader provides the library itself. */
  readonly isOwn: (name: string) => boolean;
  /** The files for a library in its cache. */
  readonly cached: (name: string) => readonly string[];
  /** Directories that it searches last, for every program. */
  readonly directories: readonly string[];
  /** Whether it may search other, unknown directories. */
  readonly isVague: boolean;
}

const GLIBC = /^(?:ld-\d+(?:\.\d+)+\.so|ld(?:-linux[^/]*|64)?\.so(?:\.\d+)*)$/;
const MUSL = /^ld-musl-(.+)\.so\.1$/;

/**
 * The directories that glibc is built to search; distributions differ. Debian's contain the name of the machine: the loader is in one of them.
 *
 * @see https://man7.org/linux/man-pages/man8/ld.so.8.html
 */
const GLIBC_DIRECTORIES = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/lib32', '/usr/lib32'];

/** @see https://git.musl-libc.org/cgit/musl/tree/ldso/dynlink.c?h=v1.2.5 (`sys_path`, `reserved`) */
const MUSL_DIRECTORIES = ['/lib', '/usr/local/lib', '/usr/lib'];
const MUSL_OWN = /^lib(?:c|pthread|rt|m|dl|util|xnet)\./;

/**
 * Describes the loader of a program; undefined unless it is glibc's or musl's.
 *
 * @param interpreter the path in the program's header
 * @internal
 */
export function _findLoader(interpreter: string, files: ReadonlyMap<string, _BuiltEntry>): _Loader | undefined {
  const { path, entry } = _openPath(files, interpreter);
  if (entry === undefined) return undefined;
  const [named, real] = [interpreter, path].map(each => each.slice(each.lastIndexOf('/') + 1));
  const own = path.slice(0, path.lastIndexOf('/')) || '/';
  const musl = MUSL.exec(named)?.[1] ?? MUSL.exec(real)?.[1];
  if (musl !== undefined) return createMuslLoader(musl, own, interpreter, files);
  return GLIBC.test(real) ? createGlibcLoader([named, real, entry.elf?.soname], own, files) : undefined;
}

function createMuslLoader(architecture: string, own: string, interpreter: string, files: ReadonlyMap<string, _BuiltEntry>): _Loader {
  const prefix = interpreter.split('/').slice(0, -2).join('/');
  const { entry } = _openPath(files, `${prefix}/etc/ld-musl-${architecture}.path`);
  const listed = entry?.content?.toString('utf8').split(/[:\n]/).map(each => each.trim()).filter(Boolean);
  return {
    kind: 'musl',
    isOwn: name => MUSL_OWN.test(name) || name === interpreter.slice(interpreter.lastIndexOf('/') + 1),
    cached: () => [],
    directories: [...listed ?? MUSL_DIRECTORIES, own],
    isVague: entry !== undefined && listed === undefined,
  };
}

function createGlibcLoader(names: readonly (string | undefined)[], own: string, files: ReadonlyMap<string, _BuiltEntry>): _Loader {
  const { entry } = _openPath(files, '/etc/ld.so.cache');
  const cache = entry?.content && _readLdSoCache(entry.content);
  const merged = own.startsWith('/usr/') ? own.slice('/usr'.length) : `/usr${own}`;
  return {
    kind: 'glibc',
    isOwn: name => names.includes(name),
    cached: name => cache?.get(name) ?? [],
    directories: [own, merged, ...GLIBC_DIRECTORIES],
    isVague: entry !== undefined && cache === undefined,
  };
}
