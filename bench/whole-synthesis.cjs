/**
 * One process of `synthesis.ts`: `node whole-synthesis.cjs synth|keep|write images|texts COUNT`. It is plain JavaScript so that nothing but the
 * compiled library is loaded and measured. Prints what it took, as JSON.
 */
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const [how, what, count] = process.argv.slice(2);
process.env.PROJEN_DISABLE_POST = 'true';

const { RootConstruct } = require('constructs');
const { Project, TextFile } = require('projen');

const DIGEST = `sha256:${'0'.repeat(64)}`;

function image(scope, i) {
  const { Artifact, BaseImage, ContainerImage, Platform, RootfsEntry, ScratchImage } = require('..');
  const made = new ContainerImage(scope, `Image${i}`, { platforms: [Platform.LINUX_AMD64], directory: `images/${i}` });
  const motd = Artifact.text([{ entry: RootfsEntry.file('/etc/motd'), content: `This is image ${i}.\n` }]);
  new ScratchImage(made, 'Runtime', { contents: [motd], assembledIn: BaseImage.registry(`alpine:3.23@${DIGEST}`) });
  return made;
}

function synth() {
  const outdir = mkdtempSync(join(tmpdir(), 'imagewright-bench-'));
  const start = process.cpuUsage();
  const before = process.memoryUsage().rss;
  const project = new Project({ name: 'bench', outdir, logging: { level: 'off' } });
  for (let i = 0; i < Number(count); i++) {
    if (what === 'images') image(project, i);
    else new TextFile(project, `texts/${i}.txt`, { lines: ['# text', ...Array.from({ length: 30 }, (_, line) => `line ${line}`)] });
  }
  project.synth();
  const { user, system } = process.cpuUsage(start);
  rmSync(outdir, { recursive: true });
  // The operating system counts in kilobytes.
  return { milliseconds: (user + system) / 1000, bytes: process.resourceUsage().maxRSS * 1024 - before };
}

function keep() {
  const { _check } = require('../lib/checks');
  const { _detach } = require('../lib/image');
  const { _resolveImage } = require('../lib/plan');
  const { _renderDockerfile } = require('../lib/render');
  const finished = scope => i => {
    const made = image(scope, i);
    const plan = _resolveImage(made);
    return { plan, checked: _check(plan), text: _renderDockerfile(plan, 'generated') };
  };
  const numbers = Array.from({ length: Number(count) }, (_, i) => i);
  numbers.slice(0, 300).map(finished(_detach(new RootConstruct())));
  global.gc();
  const before = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  const kept = numbers.map(finished(_detach(new RootConstruct())));
  const { user, system } = process.cpuUsage(start);
  global.gc();
  return { milliseconds: (user + system) / 1000, bytes: process.memoryUsage().heapUsed - before, kept: kept.length };
}

/** What the disk takes for as many small files, three in a directory: no synthesis can take less. */
function write() {
  const outdir = mkdtempSync(join(tmpdir(), 'imagewright-bench-'));
  const text = 'a line of 30 characters, or so\n'.repeat(30);
  const start = process.cpuUsage();
  for (let i = 0; i < Number(count); i++) {
    if (i % 3 === 0) mkdirSync(join(outdir, `${i}`));
    writeFileSync(join(outdir, `${i - i % 3}`, `${i}.txt`), text);
  }
  const { user, system } = process.cpuUsage(start);
  rmSync(outdir, { recursive: true });
  return { milliseconds: (user + system) / 1000 };
}

console.log(JSON.stringify({ synth, keep, write }[how]()));
