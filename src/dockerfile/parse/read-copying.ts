import { _GivenFlags } from './given-flags';
import { _readHeredoc } from './read-heredoc';
import { _readWord } from './read-word';
import type { _ReadContext } from './reader';
import { _refuse } from '../../core';
import { Add } from '../nodes/add';
import { Copy } from '../nodes/copy';
import { CopySource } from '../nodes/copy-source';
import { _listArguments } from '../syntax/arguments';
import { _parseHeredoc } from '../syntax/heredoc-lexer';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';
import type { Word } from '../words/word';

/** @internal */
export function _readAdd(instruction: _SyntaxInstruction, { escape }: _ReadContext): Add {
  const flags = new _GivenFlags(instruction, escape);
  return new Add({
    ...readArguments(instruction, escape),
    checksum: flags.readWord('checksum'),
    ...readSharedFlags(flags),
    keepGitDir: flags.isOn('keep-git-dir'),
    unpack: flags.isOn('unpack'),
  });
}

/** @internal */
export function _readCopy(instruction: _SyntaxInstruction, { escape }: _ReadContext): Copy {
  const flags = new _GivenFlags(instruction, escape);
  return new Copy({
    ...readArguments(instruction, escape),
    copyFrom: flags.readText('from'),
    ...readSharedFlags(flags),
    parents: flags.isOn('parents'),
  });
}

function readSharedFlags(flags: _GivenFlags) {
  return { chown: flags.readWord('chown'), chmod: flags.readWord('chmod'), link: flags.isOn('link'), exclude: flags.readTexts('exclude') };
}

function readArguments(instruction: _SyntaxInstruction, escape: string): { sources: CopySource[]; destination: Word } {
  const { json, heredocs } = instruction;
  const items = _listArguments(instruction);
  const names = items.slice(0, -1).map(item => (json === undefined ? _parseHeredoc(item)?.name : undefined));
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
    name === undefined ? readSource(_readWord(items[i], escape))
      : CopySource.heredoc(_readHeredoc(heredocs.filter(each => each.name === name).at(-1)!))
  ));
  return { sources, destination: _readWord(items[items.length - 1], escape) };
}

/** A path without wildcards is the same as a pattern, but easier to read. In an address, wildcards are literal. */
function readSource(word: Word): CopySource {
  const { text } = word;
  return !/[*?[\\]/.test(text) || /^(https?:\/\/|git:\/\/|ssh:\/\/|git@)/.test(text) ? CopySource.path(word) : CopySource.pattern(word);
}
