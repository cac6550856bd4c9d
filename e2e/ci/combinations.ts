import { make } from 'covertable';
import { ForgeChoices } from './choices';
import { ImagePipelineProps } from '../../src/ci';
import { Problem, Problems, Severity } from '../../src/core';
import { filesOf, pipelineOf } from '../../test/ci/samples';
import { propertiesOf, propertyName, TYPES, typeOf, TypeDescription } from '../hostile/assembly';

/** A pipeline for one forge. */
export interface Combination {
  /** Its files, by path. */
  readonly files: Record<string, string>;
  /** Why the library would not write them. */
  readonly errors: readonly Problem[];
}

/** Pipelines such that each two choices are together in one of them. */
export function combine({ create, pipeline, forge }: ForgeChoices): Combination[] {
  const rows = make({ ...mark(pipeline, 'pipeline'), ...mark(forge, 'forge') }) as Record<string, Marked>[];
  return rows.map(row => {
    const pick = (of: Marked['of']): object => Object.assign({}, ...Object.values(row).filter(each => each.of === of).map(({ value }) => value));
    const output = pipelineOf({ ...(pick('pipeline') as ImagePipelineProps), forges: [create(pick('forge'))] });
    const problems = Problems.of(output).all();
    return { files: filesOf(output), errors: problems.filter(({ severity = Severity.ERROR }) => severity === Severity.ERROR) };
  });
}

/** A choice, and whose options it has. */
interface Marked { readonly of: 'pipeline' | 'forge'; readonly value: object }

function mark(choices: ForgeChoices['forge'], of: Marked['of']): Record<string, Marked[]> {
  return Object.fromEntries(Object.entries(choices).map(([name, values]) => [`${of} ${name}`, values.map(value => ({ of, value }))]));
}

/** The options that no choice has, as `ImagePipelineProps.scan`. */
export function listUnchosen(forges: readonly ForgeChoices[]): string[] {
  const all = new Set<string>();
  const chosen = new Set<string>();
  for (const { options, pipeline, forge } of forges) {
    for (const [struct, choices] of [['ImagePipelineProps', pipeline], [options, forge]] as const) {
      const type = TYPES.find(({ name }) => name === struct)!;
      listOptions(type, all);
      for (const value of Object.values(choices).flat()) noteChosen(type, value, chosen);
    }
  }
  return [...all].filter(option => !chosen.has(option));
}

/** Options of a struct and of the structs in it. What classes take has tests of its own. */
function listOptions(type: TypeDescription, found: Set<string>): void {
  for (const { owner, property } of propertiesOf(type)) {
    found.add(propertyName(owner, property));
    const inner = structOf(property.type);
    if (inner !== undefined) listOptions(inner, found);
  }
}

function noteChosen(type: TypeDescription, value: object, chosen: Set<string>): void {
  for (const { owner, property } of propertiesOf(type)) {
    const given = (value as Record<string, unknown>)[property.name];
    if (given === undefined) continue;
    chosen.add(propertyName(owner, property));
    const inner = structOf(property.type);
    if (inner === undefined) continue;
    for (const each of Array.isArray(given) ? given : [given]) noteChosen(inner, each, chosen);
  }
}

function structOf(reference: Parameters<typeof typeOf>[0]): TypeDescription | undefined {
  const type = typeOf(reference.collection?.elementtype ?? reference);
  return type?.datatype ? type : undefined;
}
