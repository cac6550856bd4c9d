import type { Answer } from './answer';
import { built, difference, said } from './meaning';
import type { Oracle } from './oracle';
import { _Refusal } from '../../src/core';
import { DockerfileDocument } from '../../src/dockerfile';
import { Case, corpus } from '../lint/corpus';
import { withNamedStages } from './targets';

/** What reading and printing Dockerfiles came to. */
export interface ReadingReport {
  /** Those that BuildKit takes. */
  readonly documents: number;
  /** Of them, how many were refused, by id. */
  readonly refused: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

/** Reads the Dockerfiles of a collection, prints them, and asks BuildKit whether they mean the same. */
export async function judgeReading(oracle: Oracle, mutants: number, seed: number): Promise<ReadingReport> {
  const refused = new Map<string, number>();
  const cases = await corpus(mutants, seed);
  const judged = await Promise.all(cases.map(async each => {
    const before = await oracle.ask({ text: each.text });
    if (before.error !== undefined) return undefined;
    const text = rewritten(each.text, id => refused.set(id, (refused.get(id) ?? 0) + 1));
    return text === undefined ? [] : differencesOf(oracle, each, before, text);
  }));
  return { documents: judged.filter(each => each !== undefined).length, refused, failures: judged.flatMap(each => each ?? []) };
}

function rewritten(text: string, refuse: (id: string) => void): string | undefined {
  try {
    return DockerfileDocument.parse(text).print();
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    refuse(error.problem.id);
    return undefined;
  }
}

async function differencesOf(oracle: Oracle, { group, name, text }: Case, before: Answer, printed: string): Promise<string[]> {
  const pairs = [[before, await oracle.ask({ text: printed })]];
  // The last stage is done; the others have to be asked for.
  const [was, is] = [text, printed].map(withNamedStages);
  for (let stage = 0; stage < (before.stages?.length ?? 0) - 1; stage++) {
    const targets = [was, is].map(each => ({ text: each.text, target: each.names[stage] }));
    if (targets.every(({ target }) => target !== undefined)) pairs.push(await Promise.all(targets.map(async each => oracle.ask(each))));
  }
  // The oracle does not list directives behind "#!", which have an effect all the same.
  const known = ({ directives, ...answer }: Answer): Answer => (text.startsWith('#!') ? answer : { directives, ...answer });
  const [first] = pairs.flatMap(pair => {
    const [was, is] = pair.map(known).map(answer => ({ ...said(answer), ...built(answer) }));
    return difference(was, is) ?? [];
  });
  if (first === undefined) return [];
  return [`${group}, ${name}: read and printed, it means something else\n${first}\n${text.replace(/^/gm, '  | ')}\n${printed.replace(/^/gm, '  > ')}`];
}
