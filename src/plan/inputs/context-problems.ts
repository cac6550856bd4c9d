import { Problem, Severity, _suggestNearest } from '../../core';
import type { StagePlan } from '../image-plan';

/** The problems of named contexts: unknown, unused, and with the name of a stage. */
export function findContextProblems(contexts: readonly string[], stages: readonly StagePlan[], owner: Pick<Problem, 'by' | 'where'>): Problem[] {
  const used = new Set(stages.flatMap(({ base, steps }) => [base.reference, ...steps.flatMap(({ node }) => node?._listSources() ?? [])]));
  const names = stages.map(({ name }) => name);
  return [
    ...stages.filter(({ base }) => base._isContext && !contexts.includes(base.reference)).map(stage => describeUnknown(stage, contexts)),
    ...contexts.filter(name => names.includes(name)).map(name => ({ ...owner, ...describeStageName(name) })),
    ...contexts.filter(name => !used.has(name) && !names.includes(name)).map(name => ({ ...owner, ...describeUnused(name, [...used]) })),
  ];
}

function describeUnknown({ name, by, base: { reference } }: StagePlan, contexts: readonly string[]): Problem {
  return {
    id: 'image/unknown-context',
    by,
    where: by.construct,
    what: `The stage "${name}" starts from the context "${reference}", which the image does not have.${_suggestNearest(reference, contexts)}`,
    why: 'The build would look for an image with that name in a registry and may find one from a stranger.',
    fix: `Declare it on the image: new ContainerImage(…, { contexts: { '${reference}': NamedContext.directory(…) } }).`,
  };
}

function describeStageName(name: string): Problem {
  return {
    id: 'image/context',
    what: `A context and a stage are both called "${name}".`,
    why: 'BuildKit uses the context in place of the stage.',
    fix: 'Give the context another name.',
  };
}

function describeUnused(name: string, used: readonly string[]): Problem {
  return {
    id: 'image/unused-context',
    severity: Severity.WARNING,
    what: `Nothing uses the context "${name}".${_suggestNearest(name, used)}`,
    why: 'Each build loads it for nothing.',
    fix: `Start a stage from it, base: BaseImage.context('${name}'), or delete it from contexts.`,
  };
}
