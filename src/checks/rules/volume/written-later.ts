import { Severity } from '../../../core';
import { Add, Copy, Run, Volume, Word } from '../../../dockerfile';
import type { StageStep } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _fileEdits } from '../../support/file-edits';
import { _isBelow } from '../../support/in-image';
import { _instructions } from '../../support/instructions';

export const volumeWrittenLater: _Rule = {
  id: 'volume/written-later',
  title: 'Nothing is put into a volume after it was declared',
  severity: Severity.WARNING,
  why: 'BuildKit and buildah keep it. The classic builder of Docker throws it away, and so do builds that still use it.',
  fix: 'Declare the volume after the last instruction that writes to it.',
  check: ({ result }) => {
    const volumes: string[] = [];
    return _instructions(result).flatMap((step): RuleFinding[] => {
      if (step.node instanceof Volume) volumes.push(...step.node.paths.flatMap(path => absolute(path, step) ?? []));
      const path = volumes.length === 0 ? undefined : written(step).find(each => volumes.some(volume => _isBelow(each, volume)));
      return path === undefined ? [] : [{ by: step.by, what: `${path} is written after its volume was declared: ${volumes.join(', ')}.` }];
    });
  },
};

function written(step: StageStep): string[] {
  const { node, effects, config } = step;
  if (node instanceof Run) return [...effects?.creates ?? [], ..._fileEdits(node, config.workingDirectory)].map(({ path }) => path);
  return node instanceof Copy || node instanceof Add ? [absolute(node.destination, step)].flatMap(path => path ?? []) : [];
}

function absolute(path: Word, { config }: StageStep): string | undefined {
  const text = config._expand(path);
  return text === undefined ? undefined : config._absolute(text);
}
