import type { CopySource } from './copy-source';
import type { CopyingProps } from './copying-props';
import { Problem, _refuse } from '../../core';
import { _checkNotEmpty, _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/** The checked properties. */
interface Copying extends CopyingProps {
  readonly sources: CopySource[];
}

/** An octal mode, or a symbolic mode of chmod(1): `u=rwX,go=rX`. */
const MODE = /^(0*[0-7]{1,4}|[ugoa]*([-+=]([rwxXst]*|[ugo]))+(,[ugoa]*([-+=]([rwxXst]*|[ugo]))+)*)$/;

/**
 * Refuses a `COPY` or `ADD` that BuildKit rejects, or that would put files at unexpected paths.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert_copy.go
 * @throws `dockerfile/empty`, `dockerfile/copy-source`, `dockerfile/copy-directory`, `dockerfile/copy-heredoc`, `dockerfile/chmod`,
 * `dockerfile/chown-link`
 * @internal
 */
export function _checkCopying(keyword: string, copying: Copying): void {
  _checkNotEmpty(keyword, copying.sources);
  const problem = findSourceProblem(keyword, copying) ?? findDirectoryProblem(keyword, copying)
    ?? findHeredocProblem(keyword, copying) ?? findFlagProblem(copying);
  if (problem !== undefined) _refuse(problem);
}

function findSourceProblem(keyword: string, { sources }: Copying): Problem | undefined {
  if (sources.every(({ word }) => word?._text !== '')) return undefined;
  return {
    id: 'dockerfile/copy-source',
    what: `${keyword} has an empty source.`,
    why: 'BuildKit would copy everything: the whole build context, or the whole stage.',
    fix: 'Name the files to copy; "." copies everything.',
  };
}

function findDirectoryProblem(keyword: string, { sources, destination }: Copying): Problem | undefined {
  if (sources.length < 2 || isDirectory(destination) !== false) return undefined;
  return {
    id: 'dockerfile/copy-directory',
    what: `${keyword} has ${sources.length} sources and the destination ${_quoteShortened(destination._text ?? destination._print('argument'))}.`,
    why: 'Unless that is an existing directory, BuildKit would overwrite each file with the next one.',
    fix: 'End the destination with "/".',
  };
}

function findHeredocProblem(keyword: string, { sources, destination }: Copying): Problem | undefined {
  const texts = sources.flatMap(({ text }) => text ?? []);
  const names = texts.map(({ delimiter }) => delimiter);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (texts.some(({ _isForShell }) => _isForShell)) {
    return {
      id: 'dockerfile/copy-heredoc',
      what: `${keyword} has a heredoc that a shell must expand.`,
      why: `${keyword} starts no shell; BuildKit itself would expand variables in it and remove backslashes.`,
      fix: 'Use Heredoc.literal(…), or Heredoc.expanding(…) for build variables.',
    };
  }
  if (twice !== undefined) {
    return {
      id: 'dockerfile/copy-heredoc',
      what: `Two heredocs of one ${keyword} have the delimiter ${twice}.`,
      why: 'The delimiter is also the name of the file: both files would have the same name and content.',
      fix: 'Use different delimiters.',
    };
  }
  const unnamed = texts.find(({ _isNamed }) => !_isNamed);
  if (unnamed !== undefined && (sources.length > 1 || isDirectory(destination) === true)) {
    return {
      id: 'dockerfile/copy-heredoc',
      what: `${keyword} puts a heredoc without a file name into the directory ${_quoteShortened(destination._text ?? destination._print('argument'))}.`,
      why: `The file would be named after its delimiter, ${unnamed.delimiter}.`,
      fix: 'Add the file name to the destination, or use it as the delimiter.',
    };
  }
  return undefined;
}

function findFlagProblem({ chmod, chown, link }: Copying): Problem | undefined {
  const mode = chmod?._text;
  const owner = chown?._text;
  if (mode !== undefined && !MODE.test(mode)) {
    return {
      id: 'dockerfile/chmod',
      what: `${_quoteShortened(mode)} is not a file mode.`,
      why: 'BuildKit rejects it.',
      fix: 'Write an octal mode up to 7777, or a symbolic one: 0755, u=rwX,go=rX.',
    };
  }
  if (owner !== undefined && link === true && !/^\d*(:\d*)?$/.test(owner)) {
    return {
      id: 'dockerfile/chown-link',
      what: `The owner ${_quoteShortened(owner)} is a name, but the copy has link.`,
      why: 'A linked layer cannot read /etc/passwd and /etc/group of the stage, so BuildKit fails.',
      fix: 'Use numbers, uid:gid, or remove link.',
    };
  }
  return undefined;
}

/** Whether a path is written as a directory; undefined if the variable at its end decides. */
function isDirectory(path: Word): boolean | undefined {
  if (path._parts.length > 0 && typeof path._parts.at(-1) !== 'string') return undefined;
  return /(^|\/)\.{0,2}$/.test(path._parts.map(part => (typeof part === 'string' ? part : '$')).join(''));
}

/**
 * The frontend features that the sources and the shared flags of `COPY` and `ADD` need.
 *
 * @internal
 */
export function _listCopyFeatures({ sources, destination, chown, chmod, link }: Copying, exclude: string[]): string[] {
  return [
    ...(chmod === undefined ? [] : ['copy --chmod']),
    ...(chmod?._text !== undefined && !/^[0-7]*$/.test(chmod._text) ? ['copy --chmod=symbolic'] : []),
    ...(link === true ? ['copy --link'] : []),
    ...(exclude.length > 0 ? ['copy --exclude'] : []),
    ...sources.flatMap(source => source._features()),
    ...[destination, chown, chmod].flatMap(word => word?._features() ?? []),
  ];
}
