import { _GivenFlags } from './given-flags';
import { _readHeredoc } from './read-heredoc';
import { _readWord } from './read-word';
import type { _ReadContext } from './reader';
import { _refuse } from '../../core';
import { Add } from '../nodes/add';
import { Copy } from '../nodes/copy';
import { CopySource } from '../nodes/copy-source';
import { _listed } from '../syntax/arguments';
import { _heredocOf } from '../syntax/heredoc-lexer';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';
import type { Word } from '../words/word';

/** @internal */
export function _readAdd(instruction: _SyntaxInstruction, { escape }: _ReadContext): Add {
  const flags = new _GivenFlags(instruction, escape);
  return new Add({
    ...argumentsOf(instruction, escape),
    checksum: flags.word('checksum'),
    ...sharedFlags(flags),
    keepGitDir: flags.isOn('keep-git-dir'),
    unpack: flags.isOn('unpack'),
  });
}

/** @internal */
export function _readCopy(instruction: _SyntaxInstruction, { escape }: _ReadContext): Copy {
  const flags = new _GivenFlags(instruction, escape);
  return new Copy({
    ...argumentsOf(instruction, escape),
    copyFrom: flags.text('from'),
    ...sharedFlags(flags),
    parents: flags.isOn('parents'),
  });
}

function sharedFlags(flags: _GivenFlags) {
  return { chown: flags.word('chown'), chmod: flags.word('chmod'), link: flags.isOn('link'), exclude: flags.texts('exclude') };
}

function argumentsOf(instruction: _SyntaxInstruction, escape: string): { sources: CopySource[]; destination: Word } {
  const { json, heredocs } = instruction;
  const items = _listed(instruction);
  const names = items.slice(0, -1).map(item => (json === undefined ? _heredocOf(item)?.name : undefined));
  const isNamed = (name: string | undefined) => name === undefined || heredocs.some(heredoc => heredoc.name === name);
  if (names.filter(name => name !== undefined).length !== heredocs.length || !names.every(isNamed)) {
    _refuse({
      id: 'dockerfile/copy-heredoc',
      what: `The heredocs among the sources of ${instruction.name} do not match those with a text below.`,
      why: 'BuildKit splits the line at blanks to find sources, but parses it as a shell to find texts: files would be empty or missing.',
      fix: 'Write <<NAME or <<"NAME", without a blank or a variable in it.',
    });
  }
  const sources = names.map((name, i) => (
    name === undefined ? sourceOf(_readWord(items[i], escape)) : CopySource.heredoc(_readHeredoc(heredocs.filter(each => each.name === name).at(-1)!))
  ));
  return { sources, destination: _readWord(items[items.length - 1], escape) };
}

/** A path without wildcards is the same as a pattern, but easier to read. In an address, wildcards are literal. */
function sourceOf(word: Word): CopySource {
  const { text } = word;
  return !/[*?[\\]/.test(text) || /^(https?:\/\/|git:\/\/|ssh:\/\/|git@)/.test(text) ? CopySource.path(word) : CopySource.pattern(word);
}
