import { posix } from 'node:path';
import { _Call, _call, _made } from './call';
import { _GivenFlags } from './given-flags';
import { _keptLines } from './kept-lines';
import { _mountCall } from './mounts';
import { _bodyCall, _literalOf, _wordCall } from './word-call';
import { _Refusal, _refuse } from '../../core';
import { Heredoc } from '../nodes/heredoc';
import { _declaredLines } from '../print/command-lines';
import { _shown } from '../print/text';
import { _listed } from '../syntax/arguments';
import { _skipSpace, _trimmedEnd } from '../syntax/blank';
import { _heredocOf } from '../syntax/heredoc-lexer';
import { _containerPort, _portProblem } from '../syntax/port';
import type { _SyntaxHeredoc, _SyntaxInstruction, _SyntaxPair } from '../syntax/syntax-tree';
import type { Word } from '../words/word';

/**
 * What an instruction is read with.
 *
 * @internal
 */
export interface _ReadContext {
  readonly escape: string;
  /** The working directory; undefined where the instructions above do not tell. */
  readonly directory?: string;
}

type Reader = (instruction: _SyntaxInstruction, context: _ReadContext) => _Call;

/**
 * How an instruction is made that is known to have the right flags and arguments.
 *
 * @throws what its constructor refuses, and `dockerfile/word`, `dockerfile/mount`, `dockerfile/duration`,
 * `dockerfile/copy-heredoc`, `dockerfile/backtick-onbuild`
 * @internal
 */
export function _instructionCall(instruction: _SyntaxInstruction, context: _ReadContext): _Call {
  return READERS[instruction.name](instruction, context);
}

const READERS: Record<string, Reader> = {
  ADD: (instruction, { escape }) => {
    const flags = new _GivenFlags(instruction, escape);
    return _call('new Add', {
      ...copied(instruction, escape),
      checksum: flags.word('checksum'),
      ...copyFlags(flags),
      keepGitDir: flags.isOn('keep-git-dir'),
      unpack: flags.isOn('unpack'),
    });
  },
  ARG: ({ pairs }, { escape }) => _call('new Arg', pairs!.map(({ key, value }) => ({
    name: key, // BuildKit takes quotes for a part of it
    ...(value === undefined ? {} : { defaultValue: _wordCall(value, escape) }),
  }))),
  CMD: instruction => _call('new Cmd', command(instruction, instruction.rest)),
  COPY: (instruction, { escape }) => {
    const flags = new _GivenFlags(instruction, escape);
    return _call('new Copy', {
      ...copied(instruction, escape),
      copyFrom: flags.text('from'),
      ...copyFlags(flags),
      parents: flags.isOn('parents') || undefined,
    });
  },
  ENTRYPOINT: instruction => _call('new Entrypoint', command(instruction, instruction.rest)),
  ENV: ({ pairs }, { escape }) => _call('new Env', pairs!.map(pair => pairCall(pair, escape))),
  EXPOSE: ({ words }, { escape }) => _call('new Expose', words.map(({ text }) => port(_wordCall(text, escape)))),
  FROM: (instruction, { escape }) => {
    const [image, , name] = instruction.words;
    return _call('new From', {
      image: _wordCall(image.text, escape),
      platform: new _GivenFlags(instruction, escape).word('platform'),
      alias: name?.text.toLowerCase(),
    });
  },
  HEALTHCHECK: (instruction, { escape }) => {
    if (instruction.words[0].text.toUpperCase() === 'NONE') return _call('Healthcheck.none');
    const flags = new _GivenFlags(instruction, escape);
    const retries = flags.text('retries');
    const rest = instruction.rest.slice(instruction.words[0].text.length).replace(/^[\t\v\f\r ]+/, '');
    return _call('Healthcheck.command', command(instruction, rest), {
      interval: flags.text('interval'),
      timeout: flags.text('timeout'),
      startPeriod: flags.text('start-period'),
      startInterval: flags.text('start-interval'),
      retries: retries === undefined ? undefined : Number(retries),
    });
  },
  LABEL: ({ pairs }, { escape }) => _call('new Label', pairs!.map(pair => pairCall(pair, escape))),
  // Its place in an image has been the label since Docker 1.13: https://docs.docker.com/reference/dockerfile/#maintainer-deprecated
  MAINTAINER: ({ rest }) => _call('new Label', [_call('KeyValue.of', 'org.opencontainers.image.authors', rest)]),
  ONBUILD: onBuild,
  RUN: run,
  SHELL: ({ json }) => _call('new Shell', [...json!]),
  STOPSIGNAL: ({ rest }, { escape }) => _call('new StopSignal', _wordCall(rest, escape)),
  USER: ({ rest }, { escape }) => _call('new User', _wordCall(rest, escape)),
  VOLUME: (instruction, { escape }) => _call('new Volume', _listed(instruction)
    .map(path => _wordCall(path.slice(_skipSpace(path, 0), _trimmedEnd(path, 0)), escape))),
  WORKDIR: ({ rest }, { escape, directory }) => {
    const path = _wordCall(rest, escape);
    const text = _made<Word>(path)._parts[0];
    if (typeof text !== 'string' || text.startsWith('/')) return _call('new Workdir', path);
    // A drive or a backslash: on Windows, it may be absolute.
    const isJoinable = directory !== undefined && path.maker === 'Word.literal' && !/^[a-z]:|\\/i.test(text);
    return isJoinable ? _call('new Workdir', _call('Word.literal', posix.join(directory, text).replace(/(.)\/$/, '$1'))) : _call('new Workdir', path, { mayBeRelative: true });
  },
};

/** A build that uses the image reads it with `\`, whatever is the escape character here. */
function onBuild({ trigger, rest }: _SyntaxInstruction, { escape }: _ReadContext): _Call {
  const read = (character: string) => _instructionCall(trigger!, { escape: character });
  const mayDiffer = escape !== '\\' && /[`\\]/.test(rest);
  const isCut = trigger!.flags.length > 0 || trigger!.pairs !== undefined;
  if (!mayDiffer || (!isCut && JSON.stringify(read(escape)) === JSON.stringify(read('\\')))) return _call('new OnBuild', read('\\'));
  return _refuse({
    id: 'dockerfile/backtick-onbuild',
    what: `ONBUILD has an instruction with escape characters: ${_shown(rest)}.`,
    why: 'A build that uses the image reads it with "\\" as the escape character, whatever this file says.',
    fix: 'Do without the escape directive.',
  });
}

/** @param text the end of the instruction */
function command(instruction: _SyntaxInstruction, text: string): _Call {
  const { json } = instruction;
  if (json !== undefined) return _call('Command.exec', [...json]);
  const lines = linesOf(instruction, text);
  return lines === undefined ? _call('Command.shell', text) : _call('Command.shellLines', lines);
}

/** The lines of a command that is the end of its instruction; undefined where it is on one. */
function linesOf(instruction: _SyntaxInstruction, text: string): string[] | undefined {
  let others = instruction.rest.length - text.length;
  const lines = _keptLines(instruction).flatMap(line => {
    if (line.isComment) return [line];
    const rest = line.text.slice(others);
    others = Math.max(others - line.text.length, 0);
    return rest === '' ? [] : [{ ...line, text: rest }];
  });
  const first = lines.findIndex(({ isComment }) => !isComment);
  return lines.length > 1 ? _declaredLines(lines.slice(first)) : undefined;
}

function run(instruction: _SyntaxInstruction, { escape }: _ReadContext): _Call {
  const { rest, json, heredocs } = instruction;
  const flags = new _GivenFlags(instruction, escape);
  const mounts = flags.texts('mount').map(text => _mountCall(text, escape));
  const devices = flags.texts('device');
  const props = {
    mounts: mounts.length === 0 ? undefined : mounts,
    network: constant('network', flags.text('network'), NETWORKS),
    security: constant('security', flags.text('security'), SECURITIES),
    devices: devices.length === 0 ? undefined : devices,
  };
  const given = Object.values(props).some(value => value !== undefined) ? [props] as const : [] as const;
  if (json !== undefined) return _call('Run.exec', [...json], ...given);
  const lines = linesOf(instruction, rest);
  if (heredocs.length === 0) return lines === undefined ? _call('Run.shell', rest, ...given) : _call('Run.shellLines', lines, ...given);
  // Nothing but a heredoc: BuildKit itself takes its text for the script.
  if (_heredocOf(rest) !== undefined) return script(heredocs[0].content, props, heredocs[0].name);
  const texts = heredocs.map(heredoc => heredocCall(heredoc, heredoc.expands ? 'Heredoc.shell' : 'Heredoc.literal'));
  const withTexts = lines === undefined ? _call('Run.shellWithHeredocs', rest, texts, ...given) : _call('Run.shellLinesWithHeredocs', lines, texts, ...given);
  // Else as a script: the shell gets the same text, with a line break at its end.
  return isSayable(() => _made(withTexts)) ? withTexts : script(`${[rest, ...heredocs.map(({ source, name }) => `${source}${name}`)].join('\n')}\n`, props);
}

const NETWORKS: Record<string, _Call> = { default: _call('RunNetwork.DEFAULT'), none: _call('RunNetwork.NONE'), host: _call('RunNetwork.HOST') };
const SECURITIES: Record<string, _Call> = { sandbox: _call('RunSecurity.SANDBOX'), insecure: _call('RunSecurity.INSECURE') };

function script(body: string, props: object, name?: string): _Call {
  const all = { ...props, delimiter: delimiterOf(body, name) };
  return Object.values(all).some(value => value !== undefined) ? _call('Run.script', body, all) : _call('Run.script', body);
}

/** The name of a heredoc stays, where it can: a script that begins with `#!` becomes a file of that name. */
function delimiterOf(body: string, name?: string): string | undefined {
  if (name === undefined || Heredoc._script(body).delimiter === name) return undefined;
  return body.startsWith('#!') || isSayable(() => Heredoc._script(body, name)) ? name : undefined;
}

/** Whether heredocs are opened in a way that can be printed. */
function isSayable(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (error instanceof _Refusal && /^dockerfile\/(shell-heredoc|heredoc-delimiter)$/.test(error.problem.id)) return false;
    throw error;
  }
}

function constant(flag: string, value: string | undefined, known: Record<string, _Call>): _Call | undefined {
  if (value === undefined || Object.hasOwn(known, value)) return value === undefined ? undefined : known[value];
  return _refuse({
    id: 'dockerfile/run-flag',
    what: `--${flag} is ${_shown(value)}.`,
    why: 'BuildKit would stop at it.',
    fix: `Use one of: ${Object.keys(known).join(', ')}.`,
  });
}

function copyFlags(flags: _GivenFlags) {
  const exclude = flags.texts('exclude');
  return {
    chown: flags.word('chown'),
    chmod: flags.word('chmod'),
    link: flags.isOn('link') || undefined,
    exclude: exclude.length === 0 ? undefined : exclude,
  };
}

function copied(instruction: _SyntaxInstruction, escape: string) {
  const { json, heredocs } = instruction;
  const items = _listed(instruction);
  const names = items.slice(0, -1).map(item => (json === undefined ? _heredocOf(item)?.name : undefined));
  const isNamed = (name: string | undefined) => name === undefined || heredocs.some(heredoc => heredoc.name === name);
  if (names.filter(name => name !== undefined).length !== heredocs.length || !names.every(isNamed)) {
    _refuse({
      id: 'dockerfile/copy-heredoc',
      what: `The heredocs that ${instruction.name} takes for sources are not those of which there are texts.`,
      why: 'BuildKit splits the line at blanks to find sources, and reads it as a shell to find texts: files would be empty or not be found.',
      fix: 'Write <<NAME or <<"NAME", without a blank and without a variable in it.',
    });
  }
  const sources = names.map((name, i) => (
    name === undefined ? sourceCall(_wordCall(items[i], escape)) : _call('CopySource.heredoc', textCall(heredocs.filter(each => each.name === name).at(-1)!))
  ));
  return { sources, destination: _wordCall(items[items.length - 1], escape) };
}

/** A path without wildcards is the same as a pattern, and easier to read. In an address, wildcards are themselves. */
function sourceCall(word: _Call): _Call {
  const text = word.maker === 'Word.variable' ? '' : word.args[0] as string;
  return !/[*?[\\]/.test(text) || /^(https?:\/\/|git:\/\/|ssh:\/\/|git@)/.test(text) ? _call('CopySource.path', word) : _call('CopySource.pattern', word);
}

function textCall(heredoc: _SyntaxHeredoc): _Call {
  const { name, source, expands, chomps } = heredoc;
  if (!expands) return heredocCall(heredoc, 'Heredoc.literal');
  const call = _call('Heredoc.expanding', _bodyCall(source), name);
  return chomps ? _call('.chomped', call) : call;
}

function heredocCall({ name, source, chomps }: _SyntaxHeredoc, maker: 'Heredoc.literal' | 'Heredoc.shell'): _Call {
  const call = _call(maker, source, name);
  return chomps ? _call('.chomped', call) : call;
}

function pairCall({ key, value }: _SyntaxPair, escape: string): _Call {
  const [keyWord, valueWord] = [_wordCall(key, escape), _wordCall(value!, escape)];
  const [keyText, valueText] = [_literalOf(keyWord), _literalOf(valueWord)];
  return keyText === undefined || valueText === undefined ? _call('KeyValue.word', keyWord, valueWord) : _call('KeyValue.of', keyText, valueText);
}

/** BuildKit takes the protocol in any case, and no notice of an address and port of the host. */
function port(word: _Call): _Call {
  const text = _literalOf(word);
  return text === undefined || _portProblem(text) !== undefined ? word : _call('Word.literal', _containerPort(text));
}
