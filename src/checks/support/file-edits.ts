import { posix } from 'node:path';
import { _findOwn } from '../../core';
import { Run } from '../../dockerfile';
import { _findLiteral, _parseShell } from '../../shell';
import type { _Command, _SimpleCommand, _Statement } from '../../shell';

/**
 * A command of a `RUN` that writes, moves or removes a file that may be in a layer below.
 *
 * @internal
 */
export interface _FileEdit {
  /** As written in the script, e.g. `chmod +x /app`. */
  readonly text: string;
  readonly program: string;
  /** Absolute path. */
  readonly path: string;
  /** Whether a link at the path is followed. */
  readonly follows: boolean;
  /** Whether it also edits everything below, if the path is a directory. */
  readonly isRecursive: boolean;
}

interface Editor {
  /** Number of operands before the files. */
  readonly skips?: number;
  /** Whether `-x` is a mode, not an option. */
  readonly modes?: boolean;
  /** Options whose value is the next word. */
  readonly valued?: string[];
  /** The operands that it edits; all by default. */
  readonly edits?: 'all' | 'all but last' | 'last';
  /** Whether it edits a link itself, not its target. */
  readonly isOfLinks?: boolean;
  /** Whether it edits whole directories without an option. */
  readonly isRecursive?: boolean;
  /** It only edits files with such an option. */
  readonly onlyWith?: RegExp;
  /** It edits no files with such an option. */
  readonly notWith?: RegExp;
}

/**
 * Commands that store a whole file again in another layer (measured: buildah with overlay, and every union file system that copies up whole
 * files). Commands that store almost nothing are not listed: a link (`ln -s`, 289 bytes), the mode of a directory (257 bytes).
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#creating
 */
const EDITORS: Record<string, Editor> = {
  chmod: { skips: 1, modes: true },
  chown: { skips: 1 },
  chgrp: { skips: 1 },
  touch: { valued: ['-d', '-t', '-r'] },
  setcap: { skips: 1 },
  strip: { notWith: /^-o/, valued: ['-K', '-N', '-R'] },
  upx: { notWith: /^-o|^-[tl]$/ },
  sed: { skips: 1, onlyWith: /^-[nEr]*i|^--in-place/ },
  truncate: { valued: ['-s', '-r'] },
  rm: { isOfLinks: true },
  mv: { edits: 'all but last', isOfLinks: true, isRecursive: true, notWith: /^-t/ },
  ln: { edits: 'all but last', isOfLinks: true, notWith: /^-\w*[st]|^--symbolic/ },
  cp: { edits: 'last', notWith: /^-\w*[rRat]/ },
};

/**
 * The files that a `RUN` edits by literal paths, in commands that it always runs.
 *
 * @param workingDirectory undefined if unknown
 * @internal
 */
export function _listFileEdits(run: Run, workingDirectory: string | undefined): _FileEdit[] {
  const { command, heredocs } = run;
  if (command?.isShell === false) return listEdits(command.argv, workingDirectory);
  const text = command?.text ?? heredocs[0].content;
  if (command === undefined && text.startsWith('#!')) return [];
  let here = workingDirectory;
  return listSimple(_parseShell(text, { isBash: false, line: 1 }).statements).flatMap(simple => {
    const words = simple.words.map(_findLiteral);
    if (words[0] === 'cd') here = words[1] === undefined ? undefined : _absolute(words[1], here);
    return [...listEdits(words, here), ...listRedirects(simple, here)];
  });
}

/** Lists the commands that run unless an earlier one fails. */
function listSimple(statements: _Statement[]): _SimpleCommand[] {
  return statements.flatMap(({ first, rest }) => {
    const alternative = rest.findIndex(({ operator }) => operator === '||');
    return [first, ...rest.slice(0, alternative === -1 ? undefined : alternative).map(({ pipeline }) => pipeline)]
      .flatMap(({ commands }) => commands).flatMap(listInner);
  });
}

function listInner(command: _Command): _SimpleCommand[] {
  return command.kind === 'simple' ? [command] : command.kind === 'group' ? listSimple(command.body) : [];
}

function listEdits(words: (string | undefined)[], here: string | undefined): _FileEdit[] {
  const program = words[0]?.replace(/^.*\//, '') ?? '';
  const editor = _findOwn(EDITORS, program);
  if (editor === undefined) return [];
  const { skips = 0, edits = 'all', isOfLinks = false, isRecursive = false, onlyWith, notWith } = editor;
  const { options, operands } = divideWords(words.slice(1), editor);
  if (options.some(option => notWith?.test(option)) || (onlyWith !== undefined && !options.some(option => onlyWith.test(option)))) return [];
  const skipped = options.some(option => /^--reference|^-[ef]/.test(option)) ? 0 : skips;
  const files = operands.slice(skipped);
  const edited = edits === 'all' ? files : edits === 'last' ? files.slice(-1) : files.slice(0, -1);
  const text = words.map(word => word ?? '…').join(' ');
  return edited.flatMap(file => {
    const path = file === undefined ? undefined : _absolute(file, here);
    return path === undefined ? [] : [{
      text,
      program,
      path,
      follows: !isOfLinks && !options.includes('-h'),
      isRecursive: isRecursive || options.some(option => /^-\w*[rR]|^--recursive/.test(option)),
    }];
  });
}

function divideWords(words: (string | undefined)[], { valued = [], modes }: Editor): { options: string[]; operands: (string | undefined)[] } {
  const options: string[] = [];
  const operands: (string | undefined)[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '--') return { options, operands: [...operands, ...words.slice(i + 1)] };
    if (word !== undefined && /^-./.test(word) && !(modes && /^-[rwxst]+$/.test(word))) options.push(word);
    else operands.push(word);
    if (word !== undefined && valued.includes(word)) i++;
  }
  return { options, operands };
}

/** `>> file` */
function listRedirects({ words, redirects }: _SimpleCommand, here: string | undefined): _FileEdit[] {
  return redirects.filter(({ operator }) => /^(>|>>|>\||&>|&>>)$/.test(operator)).flatMap(({ operator, target }) => {
    const file = _findLiteral(target);
    const path = file === undefined ? undefined : _absolute(file, here);
    return path === undefined ? [] : [{
      text: `${words.map(({ source }) => source).join(' ')} ${operator} ${file}`, program: operator, path, follows: true, isRecursive: false,
    }];
  });
}

/**
 * An absolute path without a trailing slash; undefined if its directory is unknown.
 *
 * @internal
 */
export function _absolute(path: string, workingDirectory: string | undefined): string | undefined {
  if (path === '' || (workingDirectory === undefined && !path.startsWith('/'))) return undefined;
  return posix.resolve(workingDirectory ?? '/', path);
}
