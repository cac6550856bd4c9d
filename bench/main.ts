/**
 * `npm run bench`: how long the library takes, beside a peer in the same run. Prints a table; asserts nothing, for time depends on the machine.
 * `--quick` takes a few rounds instead of many.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { DockerfileParser } from 'dockerfile-ast';
import { TailscaleImage } from '../examples/mikrotik-tailscale/projenrc/tailscale-image';
import { Artifact, BaseImage, ContainerImage, Platform, RootfsEntry, ScratchImage, Versions } from '../src';
import { _check } from '../src/checks';
import { _dockerfile, _resolve } from '../src/plan';

const root = join(__dirname, '..');
const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 20 : 300;
/** How long something runs before it is measured, so that it is compiled by then. In milliseconds. */
const WARM_UP = isQuick ? 50 : 1_000;

const BASE = BaseImage.registry(`alpine:3.23@sha256:${'0'.repeat(64)}`);

interface Row {
  readonly what: string;
  readonly milliseconds: number;
  readonly peer?: string;
  readonly peerMilliseconds?: number;
}

function main(): void {
  const rows = [seed(), ...[1, 100, isQuick ? 1_000 : 10_000].map(many), requiring()];
  for (const { what, milliseconds, peer, peerMilliseconds } of rows) {
    const beside = peerMilliseconds === undefined ? '' : `${peer}: ${peerMilliseconds.toFixed(3)} ms, ratio ${(milliseconds / peerMilliseconds).toFixed(2)}`;
    console.log(`${what.padEnd(58)} ${milliseconds.toFixed(3).padStart(10)} ms   ${beside}`);
  }
}

/** The example from the resolved constructs to the text, beside dockerfile-ast reading that text. */
function seed(): Row {
  const versions = Versions.fromFile(join(root, 'examples/mikrotik-tailscale/versions.json'));
  const image = new TailscaleImage(new Construct(undefined as unknown as Construct, ''), 'Tailscale', versions);
  const text = render(image);
  return {
    what: 'Tailscale example: resolve, check, render',
    milliseconds: median(() => render(image)),
    peer: 'dockerfile-ast parses it',
    peerMilliseconds: median(() => DockerfileParser.parse(text).getInstructions()),
  };
}

/** Small images: declared, resolved, checked and rendered. */
function many(count: number): Row {
  const text = render(small(new Construct(undefined as unknown as Construct, ''), 0));
  const each = (run: (i: number) => void) => () => { for (let i = 0; i < count; i++) run(i); };
  const times = Math.max(3, Math.round(rounds / count));
  const declared = () => {
    const app = new Construct(undefined as unknown as Construct, '');
    each(i => render(small(app, i)))();
  };
  return {
    what: `${count} small image${count === 1 ? '' : 's'}: declare to text, each`,
    milliseconds: median(declared, times) / count,
    peer: 'dockerfile-ast parses one',
    peerMilliseconds: median(each(() => DockerfileParser.parse(text).getInstructions()), times) / count,
  };
}

/** `require` in a process of its own: what the library adds to projen, which a synthesis loads anyhow. */
function requiring(): Row {
  const time = (code: string) => median(() => Number(execFileSync('node', ['-e', `const t=performance.now();${code};console.log(performance.now()-t)`], { cwd: root, encoding: 'utf8' })), 7, Number);
  const projen = time('require("projen")');
  return { what: 'require("imagewright") over require("projen")', milliseconds: time('require("projen");require(".")') - projen, peer: 'require("projen")', peerMilliseconds: projen };
}

function small(scope: Construct, i: number): ContainerImage {
  const image = new ContainerImage(scope, `Image${i}`, { platforms: [Platform.LINUX_AMD64] });
  const motd = Artifact.text([{ entry: RootfsEntry.file('/etc/motd'), content: `This is image ${i}.\n` }]);
  new ScratchImage(image, 'Runtime', { contents: [motd], assembledIn: BASE });
  return image;
}

function render(image: ContainerImage): string {
  const plan = _resolve(image);
  const problems = _check(plan);
  if (problems.length > 0) throw new Error(problems.map(({ what }) => what).join('\n'));
  return _dockerfile(plan, 'generated');
}

/** Of the time that a call takes, or of what it returns when `measure` reads that. */
function median(run: () => unknown, times = rounds, measure?: (result: unknown) => number): number {
  const warm = performance.now() + WARM_UP;
  while (measure === undefined && performance.now() < warm) run();
  const values = Array.from({ length: times }, () => {
    const start = performance.now();
    const result = run();
    return measure === undefined ? performance.now() - start : measure(result);
  });
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

main();
