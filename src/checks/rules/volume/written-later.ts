import { Severity } from '../../../core';
import { Add, Copy, Run, Volume, Word } from '../../../dockerfile';
import type { StageStep } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _listFileEdits } from '../../support/file-edits';
import { _isBelow } from '../../support/in-image';
import { _listInstructions } from '../../support/instructions';

export const volumeWrittenLater: _Rule = {
  id: 'volume/written-later',
  title: 'Nothing is written to a volume after its declaration',
  severity: Severity.WARNING,
  why: 'BuildKit and buildah keep it. The classic builder of Docker discards it.',
  fix: 'Declare the volume after the last instruction that writes to it.',
  check: ({ result }) => {
    const volumes: string[] = [];
    return _listInstructions(result).flatMap((step): RuleFinding[] => {
      if (step.node instanceof Volume) volumes.push(...step.node.paths.flatMap(path => resolvePath(path, step) ?? []));
      const path = volumes.length === 0 ? undefined : listWritten(step).find(each => volumes.some(volume => _isBelow(each, volume)));
      return path === undefined ? [] : [{ by: step.by, what: `${path} is written after the declaration of its volume: ${volumes.join(', ')}.` }];
    });
  },
};

function listWritten(step: StageStep): string[] {
  const { node, effects, config } = step;
  if (node instanceof Run) return [...effects?.creates ?? [], ..._listFileEdits(node, config.workingDirectory)].map(({ path }) => path);
  return node instanceof Copy || node instanceof Add ? [resolvePath(node.destination, step)].flatMap(path => path ?? []) : [];
}

function resolvePath(path: Word, { config }: StageStep): string | undefined {
  const text = config._expand(path);
  return text === undefined ? undefined : config._absolute(text);
}
