import { Severity, _suggestNearest } from '../../../core';
import type { ImageModel, StageModel } from '../../../plan';
import { EntryKind, RuntimeNeed, RuntimeNeedKind } from '../../../rootfs';
import type { _CommandUse } from '../../../shell';
import type { RuleFinding, _Rule } from '../../rule';
import { _Process, _findCommand, _listProcesses, _findShell } from '../../support/processes';
import { _reportUnknownFiles } from '../../support/unknown';

const WHY = {
  script: 'When the script reaches the command, the shell reports "not found", and continues without it or ends with 127.',
  shebang: 'The script does not start: env reports "No such file or directory" and ends with 127.',
  exec: 'The container does not start: "exec: no such file or directory".',
  healthcheck: 'The check fails each time, and the container is considered unhealthy.',
};

export const startMissingCommand: _Rule = {
  id: 'start/missing-command',
  title: 'Every command that is called is in the image',
  severity: Severity.ERROR,
  why: WHY.script,
  fix: 'Add what provides it: a package of the distribution, e.g. with AptPackages or ApkPackages; in an image from scratch, an applet of BusyboxApplets. A script that works without it checks first: `command -v name >/dev/null`.',
  check: image => [...checkProcesses(image), ...checkHealthcheckShell(image), ...checkPrograms(image.result)],
  ofStarted: checkProcesses,
};

function checkProcesses(image: ImageModel): RuleFinding[] {
  const { result } = image;
  const reported = new Set<string>();
  return _listProcesses(image).flatMap(process => {
    // Other checks report a missing shell.
    if (process.reader?.isMissing && process.facts.interpreter?.command === undefined) return [];
    const uses = [...process.facts.commands, ...listShebang(process)].filter(({ name }) => !reported.has(name) && !isSpokenOf(process, name));
    return uses.flatMap(use => {
      const finding = checkUse(result, process, use);
      if (finding !== undefined) reported.add(use.name);
      return finding ?? [];
    });
  });
}

/** A health check that names its shell: `["sh", "-c", "…"]`. */
function checkHealthcheckShell(image: ImageModel): RuleFinding[] {
  const { result } = image;
  if (result.config.healthcheck?.isShell !== false) return [];
  return _listProcesses(image).filter(({ name, reader }) => name === 'HEALTHCHECK' && reader?.isMissing)
    .flatMap(process => checkUse(result, process, { name: process.words[0], line: 1, optional: false, builtinOf: [] }) ?? []);
}

/** `#!/usr/bin/env bash` calls bash. Another rule reports a carriage return after it. */
function listShebang({ facts: { interpreter } }: _Process): _CommandUse[] {
  return interpreter?.command === undefined || interpreter.command.endsWith('\r') ? [] : [{ name: interpreter.command, line: 1, optional: false, builtinOf: [] }];
}

/** Other rules report the started program, and the shell of a command line. */
function isSpokenOf({ words, facts: { dialect }, ...process }: _Process, name: string): boolean {
  return words[0] === name && (process.name === 'ENTRYPOINT' || process.name === 'CMD' || dialect !== undefined);
}

function checkUse(stage: StageModel, process: _Process, use: _CommandUse): RuleFinding | undefined {
  const { name, line, optional } = use;
  const { facts, script, by, isHealthcheck } = process;
  if (optional) return undefined;
  const found = _findCommand(stage, name);
  if (found.placed !== undefined && (found.placed.entry.isExecutable || !found.placed.isCertain)) return undefined;
  if (found.placed === undefined && isBuiltin(process, use)) return undefined;
  const where = script === undefined ? process.name : `${process.name}:${line}`;
  const isShebang = facts.interpreter?.command === name;
  const why = isHealthcheck ? WHY.healthcheck : isShebang ? WHY.shebang : script === undefined ? WHY.exec : WHY.script;
  const { placed } = found;
  if (placed !== undefined) return { by, why, what: `${where} runs "${name}", which is a ${placed.entry.kind} with mode ${placed.entry.mode}.` };
  const isNamed = !name.includes('/');
  const undecided = found.isUnknown
    || (isNamed && (facts.setsPath || mayBeBuiltin(process, use) || facts.sources.length > 0 || facts.unknown.some(({ reason }) => reason === 'source')));
  const what = undecided ? 'and it is not known whether the image has it.' : `which is not in the image.${isNamed ? _suggestNearest(name, listCommands(stage)) : ''}`;
  const branch = script !== undefined && use.conditional ? { _inBranchOf: script.entry.path } : {};
  const finding = { by, why, undecided, unknown: `it is not known what ${where} did before`, ...branch, what: `${where} runs "${name}", ${what}` };
  return found.isUnknown ? _reportUnknownFiles(stage, finding) : finding;
}

/** For certain. */
function isBuiltin({ reader }: _Process, { name, builtinOf }: _CommandUse): boolean {
  const shell = reader && _findShell(reader);
  return (shell !== undefined && builtinOf.includes(shell)) || reader?.placed?.entry.executable?.shellBuiltins?.includes(name) === true;
}

/** The shell is not known, or its configuration is not. */
function mayBeBuiltin({ reader }: _Process, { builtinOf, ashSymbol }: _CommandUse): boolean {
  const shell = reader && _findShell(reader);
  const { shellBuiltins, startsItself } = reader?.placed?.entry.executable ?? {};
  return shellBuiltins === undefined && (shell === undefined ? builtinOf.length > 0 : shell === 'ash' && (ashSymbol !== undefined || startsItself === true));
}

/** The commands that programs of the image are declared to call. */
function checkPrograms(stage: StageModel): RuleFinding[] {
  return stage.rootfs.entries.flatMap(({ entry, by }) => (entry.executable?.needs ?? [])
    .filter(({ kind, value }) => kind === RuntimeNeedKind.COMMAND && _findCommand(stage, value!).placed === undefined)
    .map(({ value, because }: RuntimeNeed): RuleFinding => {
      const why = 'The program gets "executable file not found" when it runs the command.';
      return _findCommand(stage, value!).isUnknown
        ? _reportUnknownFiles(stage, { by, why, what: `${entry.path} runs "${value}", and it is not known whether the image has it: it ${because}.` })
        : { by, why, what: `${entry.path} runs "${value}", which is not in the image: it ${because}.` };
    }));
}

function listCommands({ rootfs, config }: StageModel): string[] {
  const directories = new Set((config.searchPath ?? '').split(':'));
  return [...rootfs._listBelow('/')].flatMap(({ entry: { path, kind } }) => {
    const cut = path.lastIndexOf('/');
    return directories.has(path.slice(0, cut)) && kind !== EntryKind.DIRECTORY ? [path.slice(cut + 1)] : [];
  });
}
