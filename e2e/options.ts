import { parseArgs } from 'node:util';
import * as examples from './examples';
import { Example } from './examples/example';

const EXAMPLES = Object.values(examples);

export const USAGE = `npm run e2e -- [options]

Builds the examples' generated Dockerfiles with a real BuildKit, inspects the images, runs them, and prints a table.

  --platform LIST    e.g. linux/amd64,linux/arm/v7 (default: all of the example)
  --example NAME     ${EXAMPLES.map(example => example.name).join(' or ')} (default: all)
  --dockerfile DIR   build the Dockerfile of this folder in place of the example's own
  --cold             build from nothing, so that the times mean something
  --twice            build from nothing twice: the digests must be equal
  --seed DIR         build the Dockerfile of DIR the same way, and compare sizes, times and a bump of the version
  --report FILE      write the tables to FILE as well

Exit codes: 0 all is as promised, 1 something is not, 3 no container engine can be had on this machine, 64 wrong usage.
`;

/** What a run was asked for. */
export interface Options {
  readonly examples: Example[];
  readonly platforms?: string[];
  readonly dockerfile?: string;
  readonly cold: boolean;
  readonly twice: boolean;
  readonly seed?: string;
  readonly report?: string;
}

/** An option that makes no sense; its message says which do. */
export class UsageError extends Error {}

export function parseOptions(args: string[]): Options {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        platform: { type: 'string' },
        example: { type: 'string' },
        dockerfile: { type: 'string' },
        cold: { type: 'boolean', default: false },
        twice: { type: 'boolean', default: false },
        seed: { type: 'string' },
        report: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { platform, example, dockerfile, twice, seed, report } = values;
  const platforms = platform?.split(',');
  if (example !== undefined) oneOf('example', example, EXAMPLES.map(({ name }) => name));
  const chosen = EXAMPLES.filter(({ name }) => name === (example ?? name));
  for (const name of platforms ?? []) oneOf('platform', name, [...new Set(chosen.flatMap(each => each.platforms))]);
  if ((dockerfile !== undefined || seed !== undefined) && example === undefined) {
    throw new UsageError('--dockerfile and --seed need --example, which says what the image has to be.');
  }
  return {
    examples: chosen,
    platforms,
    dockerfile,
    cold: values.cold || twice || seed !== undefined,
    twice,
    seed,
    report,
  };
}

function oneOf(option: string, value: string, allowed: string[]): void {
  if (!allowed.includes(value)) throw new UsageError(`--${option} "${value}" is not to be had. Use one of: ${allowed.join(', ')}.`);
}
