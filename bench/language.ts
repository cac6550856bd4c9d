import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { dockerfiles, largeDockerfile } from './dockerfiles';
import { IS_QUICK, Row, median, medians, middle, time } from './measure';
import { Unavailable } from '../e2e/engine';
import { Oracle } from '../e2e/oracle/oracle';

/** Compiled, as it is installed: tsx, which runs this file, slows down what it reads itself. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { DockerfileDocument, _lint, _lintText, _readSyntax } = require('../lib/dockerfile') as typeof import('../src/dockerfile');

const COUNT = IS_QUICK ? 500 : 10_000;
const TIMES = IS_QUICK ? 3 : 9;

/** Reading and checking Dockerfiles, beside dockerfile-ast, dockerfile-utils and BuildKit. */
export async function language(): Promise<Row[]> {
  const files = dockerfiles(COUNT);
  return [...small(files), ...await buildKit(files), ...large()];
}

function small(files: readonly string[]): Row[] {
  const trees = files.map(_readSyntax);
  const sayable = files.filter(isSayable);
  const all = <T>(values: readonly T[], run: (value: T) => unknown) => () => values.forEach(run);
  const times = medians([
    all(trees, tree => _lint(tree)),
    all(files, text => _lintText(text)),
    all(files, text => validate(text)),
    all(files, _readSyntax),
    all(files, text => DockerfileParser.parse(text).getInstructions()),
    all(sayable, text => DockerfileDocument.parse(text)),
  ], TIMES);
  const [rules, lint, utils, syntax, ast] = times.map(each => each / files.length);
  const bytes = middle(files.map(({ length }) => length));
  return [
    { what: `${files.length} Dockerfiles, ${bytes} bytes in the middle: all rules, each`, milliseconds: rules, peer: 'dockerfile-utils validates', peerMilliseconds: utils },
    { what: 'the same, read and checked', milliseconds: lint, peer: 'the same', peerMilliseconds: utils },
    { what: 'the same, read', milliseconds: syntax, peer: 'dockerfile-ast parses', peerMilliseconds: ast },
    { what: `${sayable.length} of them, to typed nodes`, milliseconds: times[5] / sayable.length, peer: 'the same', peerMilliseconds: ast },
  ];
}

/** What the library's own classes can say: not `MAINTAINER`. */
function isSayable(text: string): boolean {
  try {
    DockerfileDocument.parse(text);
    return true;
  } catch (error) {
    if ((error as Error).name === 'Refusal') return false;
    throw error;
  }
}

/** BuildKit reads, converts and lints them in a process of its own, all of them asked at once. Needs Go; in CI it must be there. */
async function buildKit(files: readonly string[]): Promise<Row[]> {
  let oracle: Oracle;
  try {
    oracle = await Oracle.start();
  } catch (error) {
    if (!(error instanceof Unavailable) || process.env.CI !== undefined) throw error;
    console.error(`LEFT OUT: BuildKit beside our rules. ${error.message}`);
    return [];
  }
  const times: [ours: number, theirs: number][] = [];
  for (let round = 0; round < TIMES; round++) {
    const start = performance.now();
    await Promise.all(files.map(async text => oracle.ask({ text })));
    const between = performance.now();
    files.forEach(text => _lintText(text));
    times.push([performance.now() - between, between - start]);
  }
  oracle.stop();
  const [ours, theirs] = [0, 1].map(side => middle(times.map(pair => pair[side])) / files.length);
  return [{ what: 'the same, read and checked', milliseconds: ours, peer: 'BuildKit, asked over a pipe', peerMilliseconds: theirs }];
}

/** One file of 1, 2 and 4 MB. The peer runs once: it takes its time. */
function large(): Row[] {
  return (IS_QUICK ? [0.1, 0.2, 0.4] : [1, 2, 4]).map(megabytes => {
    const text = largeDockerfile(megabytes * 1e6);
    return {
      what: `one Dockerfile of ${megabytes} MB, read and checked`,
      milliseconds: median(() => _lintText(text), TIMES),
      peer: 'dockerfile-ast parses it',
      peerMilliseconds: time(() => DockerfileParser.parse(text).getInstructions()),
    };
  });
}
