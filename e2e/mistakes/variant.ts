import { chmod, cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RealBase } from './bases';
import { Programs } from './programs';
import { RuntimeImage } from '../../src';
import { _BaseLibrary } from '../../src/bases';
import { _Refusal } from '../../src/core';
import { _resolveImage } from '../../src/plan';
import { _printDockerfile } from '../../src/render';
import { Declared, Mistake } from '../../test/checks/support/mistakes-over-bases';
import { baseOf } from '../../test/checks/support/small-bases';
import { newImage, problemsOf } from '../../test/support/image';

/** One side of a mistake over a real base. */
export interface Variant {
  /** The ids of what is reported before the build. */
  readonly found: readonly string[];
  /** Undefined if the declaration is refused. */
  readonly target?: BakeTarget;
}

/** A target of a bake file. */
export interface BakeTarget {
  readonly 'context': string;
  readonly 'dockerfile-inline': string;
  readonly 'platforms': readonly string[];
  readonly 'contexts': Readonly<Record<string, string>>;
  readonly 'attest': readonly string[];
}

/** Declares it, judges it with what was read of the real base, and puts the programs of its build stages into a folder. */
export async function declareVariant(
  { over }: Mistake, { contents = [], ...props }: Declared, base: RealBase, programs: Programs, folder: string,
): Promise<Variant> {
  const image = newImage();
  await mkdir(folder, { recursive: true });
  try {
    new RuntimeImage(image, 'Runtime', { base: baseOf(over), ...props, contents: contents.map(make => make(image)) });
  } catch (error) {
    if (error instanceof _Refusal) return { found: [error.problem.id] };
    throw error;
  }
  const bases = _BaseLibrary.of([base.facts]);
  const found = problemsOf(image, undefined, { bases }).map(({ id }) => id);
  const plan = _resolveImage(image, undefined, bases);
  const contexts: Record<string, string> = { [over.reference]: base.context };
  for (const { base: { reference }, steps } of plan.stages) {
    const entries = steps.flatMap(({ holds }) => holds?.entries.map(entry => ({ entry, path: join(folder, holds.root, entry.path) })) ?? []);
    if (entries.length === 0) continue;
    contexts[reference] = folder;
    for (const { entry: { executable, mode = '0755' }, path } of entries) {
      await mkdir(dirname(path), { recursive: true });
      await cp(await programs.compile(executable!), path);
      await chmod(path, parseInt(mode, 8));
    }
  }
  return { found, target: createTarget(folder, _printDockerfile(plan, 'generated').replace(/^# (syntax|check)=.*\n/gm, ''), contexts) };
}

/** A build of a text, for what the library refuses to declare. */
export async function writeVariant({ over: { reference } }: Mistake, instructions: string, base: RealBase, folder: string): Promise<BakeTarget> {
  await mkdir(folder, { recursive: true });
  return createTarget(folder, `FROM ${reference}\n${instructions}\n`, { [reference]: base.context });
}

function createTarget(folder: string, dockerfile: string, contexts: Readonly<Record<string, string>>): BakeTarget {
  return { 'context': folder, 'dockerfile-inline': dockerfile, 'platforms': ['linux/amd64'], contexts, 'attest': [] };
}
