import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { DockerfileParser } from 'dockerfile-ast';
import { IS_QUICK, ROUNDS, Row, median, medians, middle } from './measure';
import { TailscaleImage } from '../examples/mikrotik-tailscale/projenrc/tailscale-image';
import * as sources from '../src';
import * as sourcesOfChecks from '../src/checks';
import * as sourcesOfPlan from '../src/plan';
import * as sourcesOfRender from '../src/render';
import { detachedRoot } from '../test/support/root';

/** Compiled, as it is installed: tsx, which runs this file, slows down what it reads itself. */
/* eslint-disable @typescript-eslint/no-require-imports */
const compiled = {
  library: require('../lib') as typeof sources,
  checks: require('../lib/checks') as typeof sourcesOfChecks,
  plan: require('../lib/plan') as typeof sourcesOfPlan,
  render: require('../lib/render') as typeof sourcesOfRender,
};
/* eslint-enable @typescript-eslint/no-require-imports */

const ROOT = join(__dirname, '..');

const BASE = compiled.library.BaseImage.registry(`alpine:3.23@sha256:${'0'.repeat(64)}`);

/** From constructs to the text of a Dockerfile, and loading the library. */
export function images(): Row[] {
  return [seed(), ...[1, 100, IS_QUICK ? 1_000 : 10_000].map(many), requiring()];
}

/** The example from the resolved constructs to the text, beside dockerfile-ast reading that text. */
function seed(): Row {
  const versions = sources.Versions.fromFile(join(ROOT, 'examples/mikrotik-tailscale/versions.json'));
  const image = new TailscaleImage(detachedRoot(), 'Tailscale', versions);
  const rendered = () => render(image, sourcesOfPlan, sourcesOfRender, sourcesOfChecks);
  const text = rendered();
  return {
    what: 'Tailscale example: resolve, check, render',
    milliseconds: median(rendered),
    peer: 'dockerfile-ast parses it',
    peerMilliseconds: median(() => DockerfileParser.parse(text).getInstructions()),
  };
}

/** Small images: declared, resolved, checked and rendered. */
function many(count: number): Row {
  const text = render(small(detachedRoot(), 0));
  const each = (run: (i: number) => void) => () => { for (let i = 0; i < count; i++) run(i); };
  const declared = () => {
    const app = detachedRoot();
    each(i => render(small(app, i)))();
  };
  const [ours, theirs] = medians([declared, each(() => DockerfileParser.parse(text).getInstructions())], Math.max(3, Math.round(ROUNDS / count)));
  return {
    what: `${count} small image${count === 1 ? '' : 's'}: declare to text, each`,
    milliseconds: ours / count,
    peer: 'dockerfile-ast parses one',
    peerMilliseconds: theirs / count,
  };
}

/** `require` in a process of its own: what the library adds to projen, which a synthesis loads anyhow. */
function requiring(): Row {
  const once = (code: string) => Number(execFileSync('node', ['-e', `const t=performance.now();${code};console.log(performance.now()-t)`], { cwd: ROOT, encoding: 'utf8' }));
  const time = (code: string) => middle(Array.from({ length: 7 }, () => once(code)));
  const projen = time('require("projen")');
  return { what: 'require("imagewright") over require("projen")', milliseconds: time('require("projen");require(".")') - projen, peer: 'require("projen")', peerMilliseconds: projen };
}

function small(scope: Construct, i: number): sources.ContainerImage {
  const { Artifact, ContainerImage, Platform, RootfsEntry, ScratchImage } = compiled.library;
  const image = new ContainerImage(scope, `Image${i}`, { platforms: [Platform.LINUX_AMD64] });
  const motd = Artifact.text([{ entry: RootfsEntry.file('/etc/motd'), content: `This is image ${i}.\n` }]);
  new ScratchImage(image, 'Runtime', { contents: [motd], assembledIn: BASE });
  return image;
}

function render(
  image: sources.ContainerImage, { _resolveImage } = compiled.plan,
  { _printDockerfile } = compiled.render,
  { _check } = compiled.checks,
): string {
  const plan = _resolveImage(image);
  const errors = _check(plan).problems.filter(({ severity = sources.Severity.ERROR }) => severity === sources.Severity.ERROR);
  if (errors.length > 0) throw new Error(errors.map(({ what }) => what).join('\n'));
  return _printDockerfile(plan, 'generated');
}
