import { Expression } from './typescript';
import { SourceCode, writeCommand, writeConstant, writeCopySource, writeHeredoc, writeMount, writePair, writeWord } from './value-code';
import { Add, ArgDeclaration, Copy, Healthcheck, Instruction, Run, RunNetwork, RunSecurity, Word, _ByInstruction, _callForInstruction } from '../../dockerfile';

/** Writes an instruction as the code that creates it. */
export function writeInstruction(node: Instruction, sourceCode: SourceCode = name => name): Expression {
  return _callForInstruction(CODES, node, sourceCode);
}

const CODES: _ByInstruction<Expression, [sourceCode: SourceCode]> = {
  ADD: node => new Expression('new Add', [{
    ...writePlaces(node), checksum: writeOptionalWord(node.checksum), ...writeFlags(node), keepGitDir: node.keepGitDir, unpack: node.unpack,
  }]),
  ARG: ({ declarations }) => new Expression('new Arg', [declarations.map(writeArgDeclaration)]),
  CMD: ({ command }) => new Expression('new Cmd', [writeCommand(command)]),
  COPY: (node, sourceCode) => new Expression('new Copy', [{
    ...writePlaces(node), copyFrom: node.copyFrom && sourceCode(node.copyFrom), ...writeFlags(node), parents: node.parents || undefined,
  }]),
  ENTRYPOINT: ({ command }) => new Expression('new Entrypoint', [writeCommand(command)]),
  ENV: ({ pairs }) => new Expression('new Env', [pairs.map(writePair)]),
  EXPOSE: ({ ports }) => new Expression('new Expose', [ports.map(writeWord)]),
  FROM: ({ image, platform, alias }) => new Expression('new From', [{ image: writeWord(image), platform: writeOptionalWord(platform), alias }]),
  HEALTHCHECK: node => (node.test === undefined
    ? new Expression('Healthcheck.none', [])
    : new Expression('Healthcheck.command', [writeCommand(node.test), writeHealthcheckOptions(node)])),
  LABEL: ({ pairs }) => new Expression('new Label', [pairs.map(writePair)]),
  ONBUILD: ({ instruction }) => new Expression('new OnBuild', [writeInstruction(instruction)]),
  RUN: writeRun,
  SHELL: ({ argv }) => new Expression('new Shell', [argv]),
  STOPSIGNAL: ({ signal }) => new Expression('new StopSignal', [writeWord(signal)]),
  USER: ({ user }) => new Expression('new User', [writeWord(user)]),
  VOLUME: ({ paths }) => new Expression('new Volume', [paths.map(writeWord)]),
  WORKDIR: ({ path, isRelative }) => new Expression('new Workdir', [writeWord(path), isRelative ? { mayBeRelative: true } : undefined]),
};

/** Writes an argument as code. */
export function writeArgDeclaration({ name, defaultValue }: ArgDeclaration): object {
  return { name, defaultValue: writeOptionalWord(defaultValue) };
}

/** The options of a health check. */
export function writeHealthcheckOptions({ interval, timeout, startPeriod, startInterval, retries }: Healthcheck): object {
  return { interval, timeout, startPeriod, startInterval, retries };
}

/** The options of a command; undefined for none. */
export function writeRunOptions({ mounts, network, security, devices, delimiter }: Run, sourceCode: SourceCode): object | undefined {
  const options = {
    mounts: mounts.length === 0 ? undefined : mounts.map(mount => writeMount(mount, sourceCode)),
    network: network && writeConstant('RunNetwork', RunNetwork, network),
    security: security && writeConstant('RunSecurity', RunSecurity, security),
    devices: devices.length === 0 ? undefined : devices,
    delimiter,
  };
  return Object.values(options).some(value => value !== undefined) ? options : undefined;
}

function writeRun(node: Run, sourceCode: SourceCode): Expression {
  const { command, heredocs } = node;
  const options = writeRunOptions(node, sourceCode);
  if (command === undefined) return new Expression('Run.script', [heredocs[0].content, options]);
  if (!command.isShell) return new Expression('Run.exec', [command.argv, options]);
  const { text, lines } = command;
  const texts = heredocs.map(writeHeredoc);
  if (texts.length === 0) return lines.length > 1 ? new Expression('Run.shellLines', [lines, options]) : new Expression('Run.shell', [text, options]);
  return lines.length > 1
    ? new Expression('Run.shellLinesWithHeredocs', [lines, texts, options])
    : new Expression('Run.shellWithHeredocs', [text, texts, options]);
}

function writePlaces({ sources, destination }: Copy | Add): object {
  return { sources: sources.map(writeCopySource), destination: writeWord(destination) };
}

/** The flags that COPY and ADD share. */
function writeFlags({ chown, chmod, link, exclude }: Copy | Add): object {
  return {
    chown: writeOptionalWord(chown),
    chmod: writeOptionalWord(chmod),
    link: link || undefined,
    exclude: exclude.length === 0 ? undefined : exclude,
  };
}

function writeOptionalWord(word: Word | undefined): Expression | undefined {
  return word && writeWord(word);
}
