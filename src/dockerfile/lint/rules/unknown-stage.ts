import { Severity, _nearest } from '../../../core';
import { at, atFrom } from '../rule';
import type { LintRule } from '../rule';

export const unknownStage: LintRule = {
  id: 'dockerfile/unknown-stage',
  description: 'What looks like the name of a stage is one: BuildKit would look for an image of that name.',
  severity: Severity.WARNING,
  bad: ['FROM scratch AS build\nFROM scratch\nCOPY --from=biuld /a /a\n', 'FROM build\nFROM scratch AS build\n', 'FROM scratch AS build\nFROM biuld\n'],
  good: ['FROM scratch AS build\nFROM scratch\nCOPY --from=busybox /a /a\n', 'FROM scratch AS alpin\nFROM alpine:3\n', 'FROM alpine AS alpine\n'],
  *check(file) {
    const above: string[] = [];
    for (const stage of file.stages) {
      const name = stage.base.text;
      const later = stage.base.stage === undefined ? file.stageNamed(name) : undefined;
      if (later !== undefined && later !== stage && later.name === name) {
        yield atFrom(stage, `The stage "${name}" begins only in line ${later.from.range.startLine}. ${UNLESS}`);
      } else if (stage.base.stage === undefined) {
        const near = _stageSlip(name, above);
        if (near !== undefined) yield atFrom(stage, `No stage is named "${name}". Did you mean "${near}"? ${UNLESS}`);
      }
      if (stage.name !== undefined) above.push(stage.name);
    }
    for (const step of file.of('COPY', 'RUN')) {
      for (const name of step.sources) {
        const near = file.stageNamed(name) === undefined ? _stageSlip(name, above) : undefined;
        if (near !== undefined) yield at(step, `No stage is named "${name}". Did you mean "${near}"? ${UNLESS}`);
      }
    }
  },
};

const UNLESS = 'BuildKit would look for an image of that name.';

/** More names are not compared. */
const CANDIDATES = 200;

/** Images that are often used have names of their own. */
const KNOWN = /^(?:scratch|alpine|busybox|debian|ubuntu|fedora|golang|python|node|nginx|httpd|redis|rust|ruby|php|bash)$/;

/**
 * The stage that a name was meant for, where it is a slip and no image that is known by that name.
 *
 * @internal
 */
export function _stageSlip(name: string, stages: readonly string[]): string | undefined {
  if (!/^[a-z][a-z0-9_-]{3,}$/i.test(name) || KNOWN.test(name)) return undefined;
  const near = _nearest(name, stages.slice(-CANDIDATES));
  return near !== undefined && Math.abs(near.length - name.length) < 2 ? near : undefined;
}
