import { posix } from 'node:path';
import { Severity, _findOwn } from '../../../core';
import type { StageModel } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _isBelow } from '../../support/in-image';
import { _listLineage } from '../../support/instructions';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _pathOf, _listStageRunSteps } from '../../support/run-steps';

/**
 * Commands that remove the capabilities of a file, or copy it without them. Measured on overlayfs with coreutils 9.7 and binutils 2.44. Commands
 * that preserve them are not listed: chmod, touch, mv, `cp -a`, and COPY also with --chown.
 */
const LOSES: Record<string, { readonly how: string; readonly isSafe?: RegExp; readonly isCopy?: boolean }> = {
  chgrp: { how: 'removes them: a file loses them when its group changes' },
  chown: { how: 'removes them: a file loses them when its owner changes' },
  cp: { how: 'copies the file without them', isSafe: /^(-\w*a\w*|--archive|--preserve(=.*(all|xattr).*)?)$/, isCopy: true },
  install: { how: 'copies the file without them', isCopy: true },
  sed: { how: 'rewrites the file without them' },
  strip: { how: 'rewrites the file without them' },
  upx: { how: 'rewrites the file without them', isSafe: /^(-t|-l|--test|--list)$/ },
};

/** @see https://man7.org/linux/man-pages/man7/capabilities.7.html ("File capabilities") */
export const runCapabilityLost: _Rule = {
  id: 'run/capability-lost',
  title: 'setcap is the last change to a file',
  severity: Severity.ERROR,
  why: 'The program lacks the capabilities that setcap gave it: "operation not permitted", e.g. when it opens a port below 1024.',
  fix: 'Call setcap last, on the file at its final path.',
  check: ({ stages }) => stages.flatMap(listFindings),
};

/** A file that has capabilities: by its path, or as written if the path is computed. */
interface Capable {
  readonly path: string | undefined;
  readonly source: string;
  readonly step: _RunStep;
  readonly command: _RunCommand;
}

/** The lost capabilities, unless a later command restores them. */
interface Loss {
  readonly lost: Capable;
  /** The path of a copy. */
  readonly copy?: string;
  readonly finding: RuleFinding;
}

function listFindings(stage: StageModel): RuleFinding[] {
  if (!_listLineage(stage).some(each => _listStageRunSteps(each).some(({ script }) => script.includes('setcap')))) return [];
  let capable: Capable[] = [];
  let losses: Loss[] = [];
  for (const step of _listLineage(stage).flatMap(_listStageRunSteps)) {
    for (const command of step.commands) {
      const given = findCapable(step, command);
      const lost = given === undefined ? capable.find(each => removesCapabilities(step, command, each)) : undefined;
      capable = capable.map(each => followMove(step, command, each));
      if (given !== undefined) {
        capable = [...capable.filter(each => !isSame(each, given)), given];
        losses = losses.filter(each => !isRestored(each, given));
      } else if (lost !== undefined) {
        const { isCopy = false } = LOSES[command.name];
        if (!isCopy) capable = capable.filter(each => each !== lost);
        const copy = isCopy ? _pathOf(step, command, command.words[command.words.length - 1]) : undefined;
        losses.push({ lost, copy, finding: describeLoss(step, command, lost) });
      }
    }
  }
  const own = new Set(_listStageRunSteps(stage).map(({ step }) => step.by));
  return losses.flatMap(loss => (own.has(loss.finding.by!) ? [loss.finding] : []));
}

/** Whether a later `setcap` restores the capabilities, of the file or of its copy. */
function isRestored({ lost, copy }: Loss, given: Capable): boolean {
  return isSame(lost, given) || (copy !== undefined && given.path !== undefined && _isBelow(given.path, copy));
}

function describeLoss({ stage, step }: _RunStep, command: _RunCommand, lost: Capable): RuleFinding {
  const { how, isCopy = false } = LOSES[command.name];
  return {
    by: step.by,
    what: `In the stage "${stage.name}", \`${lost.command.sources.join(' ')}\` gives capabilities, and \`${command.sources.join(' ')}\` ${how}.`,
    // For a copy, it depends on which of the two files is started.
    ...(command.isCertain && lost.command.isCertain && !isCopy ? {} : { severity: Severity.WARNING }),
  };
}

/** The file of a `setcap`; the last word, since each text precedes its file. */
function findCapable(step: _RunStep, command: _RunCommand): Capable | undefined {
  const { name, words, sources } = command;
  if (name !== 'setcap' || words.some(word => word === '-v' || word === '-r') || words.length < 3) return undefined;
  const source = sources[sources.length - 1];
  return { path: _pathOf(step, command, words[words.length - 1]), source: unquote(source), step, command };
}

function removesCapabilities(step: _RunStep, command: _RunCommand, { path, source }: Capable): boolean {
  const { name, words, sources } = command;
  const tool = _findOwn(LOSES, name);
  if (tool === undefined) return false;
  const { isSafe, isCopy = false } = tool;
  if (words.some(word => word !== undefined && isSafe?.test(word))) return false;
  if (name === 'sed' && !words.some(word => /^-\w*i|^--in-place/.test(word ?? ''))) return false;
  if ((name === 'strip' || name === 'upx') && words.includes('-o')) return false;
  const isRecursive = words.some(word => /^-\w*R|^--recursive/.test(word ?? ''));
  const operands = words.slice(1).map((word, i) => ({ word, source: unquote(sources[i + 1]) })).filter(each => !each.word?.startsWith('-'));
  // For a copy, the file that it reads.
  return (isCopy ? operands.slice(0, -1) : operands).some(operand => {
    const at = _pathOf(step, command, operand.word);
    return at === undefined || path === undefined
      ? operand.word === undefined && operand.source === source
      : at === path || (isRecursive && _isBelow(path, at));
  });
}

/** A file that is moved keeps them. */
function followMove(step: _RunStep, command: _RunCommand, file: Capable): Capable {
  const operands = command.words.slice(1).filter(word => !word?.startsWith('-'));
  if (command.name !== 'mv' || operands.length !== 2 || file.path === undefined || _pathOf(step, command, operands[0]) !== file.path) return file;
  const to = _pathOf(step, command, operands[1]);
  return { ...file, path: to?.endsWith('/') ? `${to}${posix.basename(file.path)}` : to };
}

function isSame(a: Capable, b: Capable): boolean {
  return a.path === undefined ? a.source === b.source : a.path === b.path;
}

function unquote(source: string): string {
  return source.replace(/^"(.*)"$/, '$1');
}
