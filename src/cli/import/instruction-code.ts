import { Expression } from './typescript';
import { SourceCode, commandCode, constantCode, copySourceCode, heredocCode, mountCode, pairCode, wordCode } from './value-code';
import { Add, ArgDeclaration, Copy, Healthcheck, Instruction, Run, RunNetwork, RunSecurity, Word, _ByInstruction, _forInstruction } from '../../dockerfile';

/** Writes an instruction as the code that creates it. */
export function instructionCode(node: Instruction, sourceCode: SourceCode = name => name): Expression {
  return _forInstruction(CODES, node, sourceCode);
}

const CODES: _ByInstruction<Expression, [sourceCode: SourceCode]> = {
  ADD: node => new Expression('new Add', [{
    ...placesCode(node), checksum: optional(node.checksum), ...flagsCode(node), keepGitDir: node.keepGitDir, unpack: node.unpack,
  }]),
  ARG: ({ declarations }) => new Expression('new Arg', [declarations.map(declarationCode)]),
  CMD: ({ command }) => new Expression('new Cmd', [commandCode(command)]),
  COPY: (node, sourceCode) => new Expression('new Copy', [{
    ...placesCode(node), copyFrom: node.copyFrom && sourceCode(node.copyFrom), ...flagsCode(node), parents: node.parents || undefined,
  }]),
  ENTRYPOINT: ({ command }) => new Expression('new Entrypoint', [commandCode(command)]),
  ENV: ({ pairs }) => new Expression('new Env', [pairs.map(pairCode)]),
  EXPOSE: ({ ports }) => new Expression('new Expose', [ports.map(wordCode)]),
  FROM: ({ image, platform, alias }) => new Expression('new From', [{ image: wordCode(image), platform: optional(platform), alias }]),
  HEALTHCHECK: node => (node.test === undefined
    ? new Expression('Healthcheck.none', [])
    : new Expression('Healthcheck.command', [commandCode(node.test), healthcheckOptions(node)])),
  LABEL: ({ pairs }) => new Expression('new Label', [pairs.map(pairCode)]),
  ONBUILD: ({ instruction }) => new Expression('new OnBuild', [instructionCode(instruction)]),
  RUN: runCode,
  SHELL: ({ argv }) => new Expression('new Shell', [argv]),
  STOPSIGNAL: ({ signal }) => new Expression('new StopSignal', [wordCode(signal)]),
  USER: ({ user }) => new Expression('new User', [wordCode(user)]),
  VOLUME: ({ paths }) => new Expression('new Volume', [paths.map(wordCode)]),
  WORKDIR: ({ path, isRelative }) => new Expression('new Workdir', [wordCode(path), isRelative ? { mayBeRelative: true } : undefined]),
};

/** Writes an argument as code. */
export function declarationCode({ name, defaultValue }: ArgDeclaration): object {
  return { name, defaultValue: optional(defaultValue) };
}

/** The options of a health check. */
export function healthcheckOptions({ interval, timeout, startPeriod, startInterval, retries }: Healthcheck): object {
  return { interval, timeout, startPeriod, startInterval, retries };
}

/** The options of a command; undefined for none. */
export function runOptions({ mounts, network, security, devices, delimiter }: Run, sourceCode: SourceCode): object | undefined {
  const options = {
    mounts: mounts.length === 0 ? undefined : mounts.map(mount => mountCode(mount, sourceCode)),
    network: network && constantCode('RunNetwork', RunNetwork, network),
    security: security && constantCode('RunSecurity', RunSecurity, security),
    devices: devices.length === 0 ? undefined : devices,
    delimiter,
  };
  return Object.values(options).some(value => value !== undefined) ? options : undefined;
}

function runCode(node: Run, sourceCode: SourceCode): Expression {
  const { command, heredocs } = node;
  const options = runOptions(node, sourceCode);
  if (command === undefined) return new Expression('Run.script', [heredocs[0].content, options]);
  if (!command.isShell) return new Expression('Run.exec', [command.argv, options]);
  const { text, lines } = command;
  const texts = heredocs.map(heredocCode);
  if (texts.length === 0) return lines.length > 1 ? new Expression('Run.shellLines', [lines, options]) : new Expression('Run.shell', [text, options]);
  return lines.length > 1
    ? new Expression('Run.shellLinesWithHeredocs', [lines, texts, options])
    : new Expression('Run.shellWithHeredocs', [text, texts, options]);
}

function placesCode({ sources, destination }: Copy | Add): object {
  return { sources: sources.map(copySourceCode), destination: wordCode(destination) };
}

/** The flags that COPY and ADD share. */
function flagsCode({ chown, chmod, link, exclude }: Copy | Add): object {
  return { chown: optional(chown), chmod: optional(chmod), link: link || undefined, exclude: exclude.length === 0 ? undefined : exclude };
}

function optional(word: Word | undefined): Expression | undefined {
  return word && wordCode(word);
}
