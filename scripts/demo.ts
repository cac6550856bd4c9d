/**
 * `npm run demo`: synthesizes the examples in place, like a team in its own repository, and shows the result:
 * the files, and the problems that a few mistakes would report. The files are committed, so nothing changes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BaseImage, CaCertificates, ContainerImage, ContainerImageProject, GoCrossBuild, GoSource, Platform, RootfsEntry, ScratchImage,
  TailscaleFeature, TailscaleFeatures, UpxCompress, Versions,
} from '../src';

const root = join(__dirname, '..');

for (const example of ['mikrotik-tailscale', 'hello-go', 'python-service', 'node-service', 'static-site', 'jvm-service']) {
  const directory = join(root, 'examples', example);
  console.log(`\n=== examples/${example}: npx projen synth\n`);
  execFileSync('npx', ['projen', 'synth'], { cwd: directory, stdio: 'inherit', shell: process.platform === 'win32' });
  const dockerfile = readFileSync(join(directory, 'Dockerfile'), 'utf8');
  console.log(`\nDockerfile: ${dockerfile.split('\n').length - 1} lines, stages:`);
  for (const [, name, purpose] of dockerfile.matchAll(/^# (\S+) (.*)\n(?:#.*\n)*FROM .* AS \1$/gm)) console.log(`  ${name.padEnd(16)} ${purpose}`);
}

console.log('\n=== The Tailscale image with five mistakes\n');
mistaken();

/** Writes nothing: the synthesis stops and reports all problems. */
function mistaken(): void {
  const outdir = mkdtempSync(join(tmpdir(), 'imagewright-demo-'));
  const project = new ContainerImageProject({ name: 'mistaken', outdir, projenrcTs: false });
  const versions = Versions.fromFile(join(root, 'examples/mikrotik-tailscale/versions.json'));
  const go = BaseImage.registry(versions.imagePin('go').ref);
  const image = new ContainerImage(project, 'Tailscale', { platforms: [Platform.LINUX_AMD64, Platform.LINUX_RISCV64] });
  const daemon = new GoCrossBuild(image, 'Daemon', {
    toolchain: go,
    source: GoSource.module('tailscale.com', versions.packagePin('TAILSCALE_VERSION')),
    binaries: [{ mainPackage: './cmd/tailscaled', path: '/usr/bin/tailscaled' }],
    features: TailscaleFeatures.minimal({ keep: [TailscaleFeature.because('dsn', 'names')] }),
  });
  new ScratchImage(image, 'Runtime', {
    contents: [new UpxCompress(image, 'Packed', { input: daemon, base: BaseImage.registry(versions.imagePin('debian').ref) }), new CaCertificates(image, 'Trust', { base: go })],
    links: [RootfsEntry.symlink('/bin/tailscale', '/usr/bin/tailscale')],
    environment: { GREETING: 'two\nlines' },
    entrypoint: ['/bin/tailscaled'],
  });
  try {
    project.synth();
  } catch (error) {
    console.log((error as Error).message);
  }
  console.log(`Files of the project written: ${readdirSync(outdir).filter(name => name !== '.imagewright').length}`);
  rmSync(outdir, { recursive: true });
}
