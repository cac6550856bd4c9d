import type { CopySource } from './copy-source';
import { Problem, _refuse } from '../../core';
import { _notEmpty, _shown } from '../print/text';
import { Word } from '../words/word';

/** What `COPY` and `ADD` have in common. */
interface Copying {
  readonly sources: CopySource[];
  readonly destination: Word;
  readonly chown?: Word;
  readonly chmod?: Word;
  readonly link?: boolean;
}

/** An octal mode, or the words of chmod(1): `u=rwX,go=rX`. */
const MODE = /^(0*[0-7]{1,4}|[ugoa]*([-+=]([rwxXst]*|[ugo]))+(,[ugoa]*([-+=]([rwxXst]*|[ugo]))+)*)$/;

/**
 * Refuses what BuildKit refuses in a `COPY` or `ADD`, and what would put files elsewhere than they seem to go.
 *
 * @see https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert_copy.go
 * @throws `dockerfile/empty`, `dockerfile/copy-source`, `dockerfile/copy-directory`, `dockerfile/copy-heredoc`, `dockerfile/chmod`,
 * `dockerfile/chown-link`
 * @internal
 */
export function _checkCopying(keyword: string, copying: Copying): void {
  _notEmpty(keyword, copying.sources);
  const problem = sourceProblem(keyword, copying) ?? directoryProblem(keyword, copying) ?? heredocProblem(keyword, copying) ?? flagProblem(copying);
  if (problem !== undefined) _refuse(problem);
}

function sourceProblem(keyword: string, { sources }: Copying): Problem | undefined {
  if (sources.every(({ word }) => word?._text !== '')) return undefined;
  return {
    id: 'dockerfile/copy-source',
    what: `${keyword} has a source without a name.`,
    why: 'BuildKit takes it for all that there is: the whole build context, or the whole stage.',
    fix: 'Name what is copied; all of it is ".".',
  };
}

function directoryProblem(keyword: string, { sources, destination }: Copying): Problem | undefined {
  if (sources.length < 2 || isDirectory(destination) !== false) return undefined;
  return {
    id: 'dockerfile/copy-directory',
    what: `${keyword} has ${sources.length} sources and the destination ${_shown(destination._text ?? destination._print('argument'))}.`,
    why: 'Unless there is a directory of that name, BuildKit would write each file over the one before.',
    fix: 'Let the destination end with "/".',
  };
}

function heredocProblem(keyword: string, { sources, destination }: Copying): Problem | undefined {
  const texts = sources.flatMap(({ text }) => text ?? []);
  const names = texts.map(({ delimiter }) => delimiter);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (texts.some(({ _isForShell }) => _isForShell)) {
    return {
      id: 'dockerfile/copy-heredoc',
      what: `${keyword} has a text that a shell would have to expand.`,
      why: `No shell runs for ${keyword}; BuildKit itself would expand variables in it and remove backslashes.`,
      fix: 'Use Heredoc.literal(…), or Heredoc.expanding(…) for build variables.',
    };
  }
  if (twice !== undefined) {
    return {
      id: 'dockerfile/copy-heredoc',
      what: `Two texts of one ${keyword} have the delimiter ${twice}.`,
      why: 'It is the name of the file too: both files would have the same name and content.',
      fix: 'Give each its own delimiter.',
    };
  }
  const unnamed = texts.find(({ _isNamed }) => !_isNamed);
  if (unnamed !== undefined && (sources.length > 1 || isDirectory(destination) === true)) {
    return {
      id: 'dockerfile/copy-heredoc',
      what: `${keyword} puts a text without a name into the directory ${_shown(destination._text ?? destination._print('argument'))}.`,
      why: `The file would be named after its delimiter, ${unnamed.delimiter}.`,
      fix: 'Name the file in the destination, or give the text its name as delimiter.',
    };
  }
  return undefined;
}

function flagProblem({ chmod, chown, link }: Copying): Problem | undefined {
  const mode = chmod?._text;
  const owner = chown?._text;
  if (mode !== undefined && !MODE.test(mode)) {
    return {
      id: 'dockerfile/chmod',
      what: `${_shown(mode)} is not a file mode.`,
      why: 'BuildKit stops at it.',
      fix: 'Write an octal mode up to 7777, or one in words: 0755, u=rwX,go=rX.',
    };
  }
  if (owner !== undefined && link === true && !/^\d*(:\d*)?$/.test(owner)) {
    return {
      id: 'dockerfile/chown-link',
      what: `The owner ${_shown(owner)} is a name, and the layer is a link.`,
      why: 'A linked layer does not see /etc/passwd and /etc/group of the stage; BuildKit stops.',
      fix: 'Write the numbers, uid:gid, or do without link.',
    };
  }
  return undefined;
}

/** Whether a path is said to be a directory; undefined where the variable at its end decides. */
function isDirectory(path: Word): boolean | undefined {
  if (path._parts.length > 0 && typeof path._parts.at(-1) !== 'string') return undefined;
  return /(^|\/)\.{0,2}$/.test(path._parts.map(part => (typeof part === 'string' ? part : '$')).join(''));
}

/**
 * What the flags that `COPY` and `ADD` share, and the sources, need from the frontend.
 *
 * @internal
 */
export function _copyingFeatures({ sources, destination, chown, chmod, link }: Copying, exclude: string[]): string[] {
  return [
    ...(chmod === undefined ? [] : ['copy --chmod']),
    ...(chmod?._text !== undefined && !/^[0-7]*$/.test(chmod._text) ? ['copy --chmod=symbolic'] : []),
    ...(link === true ? ['copy --link'] : []),
    ...(exclude.length > 0 ? ['copy --exclude'] : []),
    ...sources.flatMap(source => source._features()),
    ...[destination, chown, chmod].flatMap(word => word?._features() ?? []),
  ];
}
