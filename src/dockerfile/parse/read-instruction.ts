import { _GivenFlags } from './given-flags';
import { _readCommand } from './read-command';
import { _readAdd, _readCopy } from './read-copying';
import { _readHealthcheck } from './read-healthcheck';
import { _readRun } from './read-run';
import { _readWord } from './read-word';
import { _readWorkdir } from './read-workdir';
import type { _ReadContext, _Reader } from './reader';
import { _refuse } from '../../core';
import { Arg } from '../nodes/arg';
import { Cmd } from '../nodes/cmd';
import { Entrypoint } from '../nodes/entrypoint';
import { Env } from '../nodes/env';
import { Expose } from '../nodes/expose';
import { From } from '../nodes/from';
import type { Instruction } from '../nodes/instruction';
import { KeyValue } from '../nodes/key-value';
import { Label } from '../nodes/label';
import { OnBuild } from '../nodes/on-build';
import { Shell } from '../nodes/shell';
import { StopSignal } from '../nodes/stop-signal';
import { User } from '../nodes/user';
import { Volume } from '../nodes/volume';
import { _shown } from '../print/text';
import { _listed } from '../syntax/arguments';
import { _skipSpace, _trimmedEnd } from '../syntax/blank';
import { _containerPort, _portProblem } from '../syntax/port';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';
import { Word } from '../words/word';

/** How each instruction is read. */
const READERS = {
  ADD: _readAdd,
  ARG: ({ pairs }, { escape }) => new Arg(pairs!.map(({ key, value }) => ({
    name: key, // BuildKit takes quotes for a part of it
    ...(value === undefined ? {} : { defaultValue: _readWord(value, escape) }),
  }))),
  CMD: instruction => new Cmd(_readCommand(instruction)),
  COPY: _readCopy,
  ENTRYPOINT: instruction => new Entrypoint(_readCommand(instruction)),
  ENV: (instruction, { escape }) => new Env(pairsOf(instruction, escape)),
  EXPOSE: ({ words }, { escape }) => new Expose(words.map(({ text }) => port(_readWord(text, escape)))),
  FROM: (instruction, { escape }) => {
    const [image, , name] = instruction.words;
    return new From({
      image: _readWord(image.text, escape),
      platform: new _GivenFlags(instruction, escape).word('platform'),
      alias: name?.text.toLowerCase(),
    });
  },
  HEALTHCHECK: _readHealthcheck,
  LABEL: (instruction, { escape }) => new Label(pairsOf(instruction, escape)),
  // Its place in an image has been the label since Docker 1.13: https://docs.docker.com/reference/dockerfile/#maintainer-deprecated
  MAINTAINER: ({ rest }) => new Label([KeyValue.of('org.opencontainers.image.authors', rest)]),
  ONBUILD: readOnBuild,
  RUN: _readRun,
  SHELL: ({ json }) => new Shell([...json!]),
  STOPSIGNAL: ({ rest }, { escape }) => new StopSignal(_readWord(rest, escape)),
  USER: ({ rest }, { escape }) => new User(_readWord(rest, escape)),
  VOLUME: (instruction, { escape }) => new Volume(_listed(instruction)
    .map(path => _readWord(path.slice(_skipSpace(path, 0), _trimmedEnd(path, 0)), escape))),
  WORKDIR: _readWorkdir,
} satisfies Record<string, _Reader>;

/**
 * The node of an instruction that is known to have the right flags and arguments.
 *
 * @throws what its constructor refuses, and `dockerfile/word`, `dockerfile/mount`, `dockerfile/duration`,
 * `dockerfile/copy-heredoc`, `dockerfile/backtick-onbuild`
 * @internal
 */
export function _readInstruction(instruction: _SyntaxInstruction, context: _ReadContext): Instruction {
  return (READERS as Record<string, _Reader>)[instruction.name](instruction, context);
}

/**
 * The keyword of a node. `MAINTAINER` has none of its own.
 *
 * @internal
 */
export type _NodeKeyword = Exclude<keyof typeof READERS, 'MAINTAINER'>;

/**
 * What is done with each kind of instruction. The compiler keeps it complete.
 *
 * @internal
 */
export type _ByInstruction<Result, Rest extends unknown[] = []> = {
  readonly [K in _NodeKeyword]: (node: ReturnType<(typeof READERS)[K]>, ...rest: Rest) => Result
};

/**
 * Does it with one instruction.
 *
 * @internal
 */
export function _forInstruction<Result, Rest extends unknown[]>(table: _ByInstruction<Result, Rest>, node: Instruction, ...rest: Rest): Result {
  return (table[node.keyword as _NodeKeyword] as (node: Instruction, ...rest: Rest) => Result)(node, ...rest);
}

/** A build that uses the image reads it with `\`, whatever is the escape character here. */
function readOnBuild({ trigger, rest }: _SyntaxInstruction, { escape }: _ReadContext): OnBuild {
  const read = (character: string) => new OnBuild(_readInstruction(trigger!, { escape: character }));
  const mayDiffer = escape !== '\\' && /[`\\]/.test(rest);
  const isCut = trigger!.flags.length > 0 || trigger!.pairs !== undefined;
  if (!mayDiffer || (!isCut && read(escape)._print() === read('\\')._print())) return read('\\');
  return _refuse({
    id: 'dockerfile/backtick-onbuild',
    what: `ONBUILD has an instruction with escape characters: ${_shown(rest)}.`,
    why: 'A build that uses the image reads it with "\\" as the escape character, whatever this file says.',
    fix: 'Do without the escape directive.',
  });
}

function pairsOf({ pairs }: _SyntaxInstruction, escape: string): KeyValue[] {
  return pairs!.map(({ key, value }) => KeyValue.word(_readWord(key, escape), _readWord(value!, escape)));
}

/** BuildKit takes the protocol in any case, and no notice of an address and port of the host. */
function port(word: Word): Word {
  const text = word._text;
  return text === undefined || _portProblem(text) !== undefined ? word : Word.literal(_containerPort(text));
}
