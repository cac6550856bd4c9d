/**
 * Builds programs by hand, right and wrong ones, and packs them with `UpxCompress`: the build has to stop, and say why, where a program is not
 * what was declared. Once it is packed, nobody can tell.
 *
 *     npx tsx e2e/upx-checks.ts
 *
 * Exit codes: 0 each build ended as it has to, 1 not, 3 there is no engine of our own.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine, UNAVAILABLE, Unavailable } from './engine';
import { BaseImage, BuildStage, ContainerImage, Executable, ExecutableFormat, Platform, RootfsEntry, ScratchImage, UpxCompress } from '../src';
import { Problems } from '../src/core';
import { _resolveImage } from '../src/plan';
import { _printDockerfile } from '../src/render';
import { detachedRoot } from '../test/support/root';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const GOLANG = BaseImage.registry(`golang:1.26.3-alpine@${DIGEST}`);
const DEBIAN = BaseImage.registry(`debian:trixie-slim@${DIGEST}`);
const LOADER = '/lib64/ld-linux-x86-64.so.2';

/** A program that somebody builds without a block of this library. */
interface Case {
  readonly name: string;
  readonly platform: Platform;
  /** How it is built: as Go, or as C. */
  readonly go?: string;
  readonly c?: string;
  readonly declared?: Partial<Executable>;
  /** What the build says; it succeeds where there is nothing to say. */
  readonly says?: string;
}

const CASES: Case[] = [
  { name: 'C, static', platform: Platform.LINUX_AMD64, c: 'gcc -static' },
  { name: 'C, dynamic and declared so', platform: Platform.LINUX_AMD64, c: 'gcc', declared: { interpreter: LOADER } },
  { name: 'C, dynamic by mistake', platform: Platform.LINUX_AMD64, c: 'gcc', says: `expected static, found ${LOADER}` },
  { name: 'C, for musl and linked with glibc', platform: Platform.LINUX_AMD64, c: 'gcc', declared: { interpreter: '/lib/ld-musl-x86_64.so.1' }, says: `expected /lib/ld-musl-x86_64.so.1, found ${LOADER}` },
  { name: 'C, declared as Go', platform: Platform.LINUX_AMD64, c: 'gcc -static', declared: { writtenInGo: true }, says: 'expected GOARCH=amd64, found no build information of Go' },
  { name: 'C, dynamic by mistake, for ARM', platform: Platform.LINUX_ARM_V7, c: 'arm-linux-gnueabihf-gcc -nostdlib -pie', says: 'expected static, found /lib/ld-linux-armhf.so.3' },
  { name: 'Go, static', platform: Platform.LINUX_AMD64, go: 'CGO_ENABLED=0' },
  { name: 'Go, dynamic by mistake', platform: Platform.LINUX_AMD64, go: 'GOFLAGS=-buildmode=pie', says: `expected static, found ${LOADER}` },
  { name: 'Go, for newer CPUs', platform: Platform.LINUX_AMD64, go: 'GOAMD64=v3', says: 'expected GOAMD64=v1, found GOAMD64=v3' },
  { name: 'Go, for ARMv7', platform: Platform.LINUX_ARM_V7, go: 'GOARCH=arm GOARM=7' },
  { name: 'Go, for ARMv5 in the image for v7', platform: Platform.LINUX_ARM_V7, go: 'GOARCH=arm GOARM=5', says: 'expected GOARM=7, found GOARM=5' },
  { name: 'Go, without GOARM in the image for v5', platform: Platform.LINUX_ARM_V5, go: 'GOARCH=arm', says: 'expected GOARM=5, found GOARM=7' },
  { name: 'Go, without GOARCH', platform: Platform.LINUX_ARM_V7, go: 'CGO_ENABLED=0', says: 'expected GOARCH=arm, found GOARCH=amd64' },
];

async function main(): Promise<number> {
  const engine = await Engine.up();
  if (!engine.standIns) throw new Unavailable('The digests of the base images are made up: E2E_IGNORE_HOST=1');
  const folder = await mkdtemp(join(tmpdir(), 'upx-checks-'));
  let broken = 0;
  for (const each of CASES) {
    const said = await built(engine, folder, each);
    const expected = each.says === undefined ? '' : `check-program: /usr/bin/app: ${each.says}`;
    const isTrue = said === expected;
    if (!isTrue) broken++;
    console.log(`${isTrue ? 'ok' : 'WRONG'} ${each.name}, ${each.platform.name}: ${said || 'is built'}${isTrue ? '' : `; expected: ${expected || 'is built'}`}`);
  }
  await rm(folder, { recursive: true, force: true });
  console.log(`${CASES.length} builds, ${broken} not as expected.`);
  return broken;
}

/** What the check says of a program when it is packed; nothing where it is content. */
async function built(engine: Engine, folder: string, { platform, go, c, declared }: Case): Promise<string> {
  const image = new ContainerImage(detachedRoot(), 'Image', { platforms: [platform] });
  const stage = new BuildStage(image, 'App', { base: go === undefined ? DEBIAN : GOLANG });
  if (go === undefined) buildC(stage, c!);
  else buildGo(stage, go);
  const executable = { format: ExecutableFormat.ELF, writtenInGo: go !== undefined, ...declared };
  const app = stage.artifact({ root: '/out', entries: [RootfsEntry.file('/usr/bin/app', { executable })] });
  new ScratchImage(image, 'Runtime', { contents: [new UpxCompress(image, 'Packed', { input: app, base: DEBIAN })], entrypoint: ['/usr/bin/app'] });
  const problems = Problems.of(image).all();
  if (problems.length > 0) throw new Error(problems.map(({ what }) => what).join('\n'));
  const dockerfile = join(folder, 'Dockerfile');
  await writeFile(dockerfile, _printDockerfile(_resolveImage(image), 'generated').replace(/^# syntax=.*\n/, ''));
  const { code, stdout, stderr } = await engine.docker([
    'buildx', 'build', '--progress', 'plain', '--provenance=false', '--platform', platform.name, ...await engine.contexts(dockerfile),
    '--output', `type=local,dest=${join(folder, 'out')}`, '-f', dockerfile, folder,
  ], { mayFail: true });
  if (code === 0) return '';
  const log = `${stdout}\n${stderr}`;
  return /check-program: .*/.exec(log)?.[0] ?? log.trim().split('\n').slice(-10).join('\n');
}

function buildC(stage: BuildStage, compiler: string): void {
  stage.write('/main.c', 'int main(void) { return 0; }\n');
  const name = compiler.split(' ')[0];
  stage.run([
    'apt-get update', `apt-get install -y --no-install-recommends ${name.replace(/^(.*)-gcc$/, 'gcc-$1')} libc6-dev`, 'mkdir -p /out/usr/bin', `${compiler} /main.c -o /out/usr/bin/app`,
  ]);
}

function buildGo(stage: BuildStage, settings: string): void {
  stage.write('/app/go.mod', 'module example.com/app\n\ngo 1.24\n');
  stage.write('/app/main.go', 'package main\n\nfunc main() { println("hello") }\n');
  stage.run([`${settings} go build -C /app -o /out/usr/bin/app .`]);
}

main().then(
  broken => { process.exitCode = broken === 0 ? 0 : 1; },
  (error: Error) => {
    console.error(error instanceof Unavailable ? error.message : error);
    process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
  },
);
