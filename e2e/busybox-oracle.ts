/*
 * Asks BusyBox's own Kconfig and its `make busybox.links` whether src/blocks/busybox/ foretells them: for requests that people make,
 * for all applets together, and for random ones, right and wrong. Compiles nothing but Kconfig itself.
 *
 *   npx tsx e2e/busybox-oracle.ts ARCHIVE [RANDOM_REQUESTS [SEED]]
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REQUESTS } from './busybox-requests';
import { Applet } from '../src/blocks/busybox/applet';
import { _BusyboxRequest, _resolveBusybox } from '../src/blocks/busybox/busybox-configuration';
import { BusyboxSetting } from '../src/blocks/busybox/busybox-setting';
import { _Kconfig } from '../src/blocks/busybox/kconfig';
import { _BusyboxRelease } from '../src/catalog/busybox-release';

/** What BusyBox made of a configuration. */
interface Answer {
  /** The lines of its `.config`. */
  readonly lines: Set<string>;
  readonly links: string[];
  /** How many symbols Kconfig had to ask about. */
  readonly questions: number;
}

/** The sources of one release, unpacked, with everything off. */
class Sources {
  public readonly release: _BusyboxRelease;
  private readonly folder = mkdtempSync(join(tmpdir(), 'busybox-oracle-'));
  private readonly nothing: string[];

  public constructor(archive: string) {
    execFileSync('tar', ['-xjf', archive, '-C', this.folder, '--strip-components=1']);
    const makefile = this.read('Makefile');
    const version = ['VERSION', 'PATCHLEVEL', 'SUBLEVEL'].map(part => new RegExp(`^${part} = (\\d+)`, 'm').exec(makefile)![1]).join('.');
    this.release = _BusyboxRelease.find(version)!;
    this.make('allnoconfig');
    this.nothing = this.read('.config').split('\n');
    writeFileSync(join(this.folder, 'newlines'), '\n'.repeat(5000));
  }

  /** Applies lines as the build does. */
  public ask(config: string[]): Answer {
    const wanted = config.filter(line => symbolOf(line) !== undefined);
    const replaced = new Set(wanted.map(symbolOf));
    writeFileSync(join(this.folder, '.config'), `${[...this.nothing.filter(line => !replaced.has(symbolOf(line))), ...wanted].join('\n')}\n`);
    const log = this.make('oldconfig');
    this.make('busybox.links');
    return {
      lines: new Set(this.read('.config').split('\n')),
      links: this.read('busybox.links').trim().split('\n'),
      questions: log.match(/\(NEW\)/g)?.length ?? 0,
    };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private make(target: string): string {
    const input = target === 'oldconfig' ? openSync(join(this.folder, 'newlines'), 'r') : undefined;
    // Its Makefile sleeps a second for file systems with coarse times.
    const words = ['-s', '-C', this.folder, 'MTIME_IS_COARSE=@: #', target];
    const output = execFileSync('make', words, { stdio: [input ?? 'ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1e8 });
    if (input !== undefined) closeSync(input);
    return output;
  }

  private read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }
}

/** What is wrong with a request in the eyes of Kconfig, which knows nothing of compilers. */
function problemsOf(request: _BusyboxRequest): string[] {
  return _resolveBusybox(request).problems.filter(({ id }) => id !== 'busybox/known-bad').map(({ what }) => what);
}

/** Whatever was foretold wrongly. */
function disagreements(request: _BusyboxRequest, { release, ask }: { release: _BusyboxRelease; ask: (config: string[]) => Answer }): string[] {
  const { symbols, config, links } = _resolveBusybox(request);
  const problems = problemsOf(request);
  const answer = ask(config);
  const refused = [
    ...config.filter(line => symbolOf(line) !== undefined && !answer.lines.has(line)).map(line => `not honoured: ${line}`),
    ...request.applets.filter(name => name !== 'busybox' && !answer.links.some(link => link.endsWith(`/${name}`))).map(name => `no link: ${name}`),
  ];
  if (problems.length > 0) return refused.length > 0 ? [] : problems.map(problem => `a problem that BusyBox does not have: ${problem}`);

  const kconfig = new _Kconfig(release, new Map(symbols.map(({ name, value }) => [name, value])));
  return [
    ...refused,
    ...release.listSymbolNames().map(name => lineOf(name, kconfig)).filter(line => !answer.lines.has(line)).map(line => `foretold: ${line}`),
    ...(answer.links.join('\n') === links.join('\n') ? [] : [`other links: ${answer.links.join(' ')}`]),
    ...(answer.questions === 0 ? [] : [`${answer.questions} symbols were left open`]),
  ];
}

function lineOf(name: string, kconfig: _Kconfig): string {
  const value = kconfig.findValue(name);
  if (typeof value === 'boolean') return value ? `CONFIG_${name}=y` : `# CONFIG_${name} is not set`;
  return `CONFIG_${name}=${typeof value === 'number' ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}

function symbolOf(line: string): string | undefined {
  return /^(?:# )?(CONFIG_\w+)(?:=| is not set)/.exec(line)?.[1];
}

/** All applets at once; those with alternatives need a word which. */
function everything(release: _BusyboxRelease): _BusyboxRequest {
  const names = new Set(release.applets.map(applet => applet.name));
  return { version: release.version, applets: Object.values(Applet).filter(name => names.has(name)), settings: [BusyboxSetting.on('FEATURE_TFTP_GET')] };
}

/** Few or many applets with symbols of all types: every second request is right as far as the library knows, the others as chance has it. */
function* random(release: _BusyboxRelease, count: number, seed: number): Generator<[string, _BusyboxRequest]> {
  const next = generator(seed);
  const some = <T>(items: T[], share: number) => items.filter(() => next() < share * next());
  const { applets: all } = everything(release);
  const symbols = release.listSymbolNames().filter(name => !release.findSymbol(name)!.hidden && !release.findChoice(name));
  for (let i = 0; i < count; i++) {
    const request = { version: release.version, applets: some(all, 0.4), settings: [] as BusyboxSetting[] };
    for (const setting of some(symbols, i % 2 === 0 ? 0.3 : 0.02).flatMap(name => settingOf(name, release, next) ?? [])) {
      request.settings.push(setting);
      if (i % 2 === 0 && problemsOf(request).length > 0) request.settings.pop();
    }
    yield [`random ${i}`, request];
  }
}

function settingOf(name: string, release: _BusyboxRelease, next: () => number): BusyboxSetting | undefined {
  const { type, least = '0', most = '100' } = release.findSymbol(name)!;
  switch (type) {
    case 'bool': return ['LFS', 'STATIC'].includes(name) ? undefined : next() < 0.9 ? BusyboxSetting.on(name) : BusyboxSetting.off(name);
    case 'int': return /\D/.test(least + most) ? undefined : BusyboxSetting.number(name, Math.floor(Number(least) + next() * 1.1 * (Number(most) - Number(least))));
    case 'string': return BusyboxSetting.text(name, `/x/${Math.floor(next() * 1000)} "y" \\z`);
  }
}

/** Random numbers from 0 to 1 that come again with the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function main(archive: string, count: number, seed: number): void {
  const sources = new Sources(archive);
  const { release } = sources;
  const requests: [string, _BusyboxRequest][] = [
    ...Object.entries(REQUESTS).map(([name, request]): [string, _BusyboxRequest] => [name, { version: release.version, ...request }]),
    ['all applets', everything(release)],
    ...random(release, count, seed),
  ];
  const counts = { right: 0, wrong: 0, links: 0 };
  try {
    for (const [name, request] of requests) {
      const { links } = _resolveBusybox(request);
      const problems = problemsOf(request);
      const found = disagreements(request, { release, ask: config => sources.ask(config) });
      for (const line of found) console.error(`${name}: ${line}`);
      if (found.length > 0) process.exitCode = 1;
      counts[problems.length > 0 ? 'wrong' : 'right']++;
      counts.links += problems.length > 0 ? 0 : links.length;
      if (!name.startsWith('random')) console.log(`${name}: ${links.length} links, ${problems.length} problems, ${found.length} disagreements`);
    }
  } finally {
    sources.remove();
  }
  console.log(`BusyBox ${release.version}, seed ${seed}: ${counts.right} requests honoured completely (${counts.links} links), ${counts.wrong} wrong ones refused by both.`);
}

const [archive, count = '50', seed = '1'] = process.argv.slice(2);
main(archive, Number(count), Number(seed));
