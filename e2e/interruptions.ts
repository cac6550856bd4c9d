/**
 * Kills syntheses while they rewrite a project, lets two run at once, and looks at what is left.
 *
 *     npx tsx e2e/interruptions.ts [--kills N] [--pairs N] [--images N] [--project images|everything] [--library FOLDER]
 *
 * One project has images alone, the other has a file of every kind, and a subproject. Half of the kills are at any moment, half while files are moved to
 * their places; SIGKILL and SIGINT by turns. Prints in which state the files were found, then lets a synthesis heal them. The two of a pair declare
 * different things: all files have to be of one. With --library another copy of `src/` is used, to compare.
 * Exit codes: 0 no file was half, nothing stayed behind, what was mixed could be seen, and all healed; 1 not so; 64 wrong usage.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DEFINITIONS } from './interruptions/definitions';
import { main as imagewright } from '../src/cli';

const ROOT = join(__dirname, '..');
const USAGE = 'npx tsx e2e/interruptions.ts [--kills N] [--pairs N] [--images N] [--project images|everything] [--library FOLDER]';
/** Milliseconds after the first draft in which the files are moved. */
const WINDOW = 400;
/** What projen writes itself, in place. */
const OF_PROJEN = /(^|\/)(\.gitignore|\.gitattributes|\.projen\/.*)$/;
const STATE = ['.gitignore', 'explanation.json', 'findings.json', 'forges.json', 'written.json'];

interface Run {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly end: Promise<number | null>;
  readonly said: () => string;
}

/** The texts of files by their paths. */
type Files = ReadonlyMap<string, string>;

/** A project, and its definition. */
class Subject {
  private readonly folder = mkdtempSync(join(tmpdir(), 'imagewright-interruptions-'));
  private readonly project = join(this.folder, 'project');
  private readonly script = join(this.folder, 'projenrc.ts');

  public constructor(definition: string, library: string, images: number) {
    writeFileSync(this.script, DEFINITIONS[definition](resolve(library), this.project, images));
  }

  public synthesize(turn: number): Run {
    const { NODE_ENV: _, ...env } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', this.script, String(turn)], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    const end = new Promise<number | null>(done => { child.on('close', done); });
    return { kill: signal => { child.kill(signal); }, end, said: () => Buffer.concat(said).toString() };
  }

  /** The files that this library writes, and anything else that is there. */
  public read(): Files {
    const entries = readdirSync(this.project, { recursive: true, withFileTypes: true }).filter(entry => !entry.isDirectory());
    const paths = entries.map(entry => relative(this.project, join(entry.parentPath, entry.name))).filter(path => !OF_PROJEN.test(path) && !path.startsWith('.imagewright/'));
    return new Map(paths.sort().map(path => [path, readFileSync(join(this.project, path), 'utf8')]));
  }

  /** What is left in the folder of results besides these. */
  public strays(): string[] {
    return readdirSync(join(this.project, '.imagewright')).filter(name => !STATE.includes(name));
  }

  public json(file: string): Record<string, unknown> {
    try {
      return JSON.parse(readFileSync(join(this.project, '.imagewright', file), 'utf8')) as Record<string, unknown>;
    } catch {
      return {};
    }
  }

  public async synthesizeWhole(turn: number): Promise<Files> {
    const run = this.synthesize(turn);
    const code = await run.end;
    if (code !== 0) throw new Error(`A synthesis that nobody disturbs ends with ${code}:\n${run.said()}`);
    return this.read();
  }

  /** Waits until the files are about to be moved, at most so long. */
  public async begin(milliseconds: number): Promise<void> {
    for (const start = Date.now(); Date.now() - start < milliseconds; await pause(1)) if (existsSync(join(this.project, '.imagewright/drafts/0'))) return;
  }

  /** What `imagewright verify` says on standard error, of an image that is not there. */
  public async verify(): Promise<string> {
    let said = '';
    const manifest = join(this.project, 'images/0/Dockerfile.imagewright.json');
    const stderr = Object.assign(Object.create(process.stderr) as NodeJS.WriteStream, { write: (text: string) => Boolean(said += text) });
    await imagewright(['verify', '--manifest', manifest, join(this.folder, 'image.tar')], { stdin: process.stdin, stdout: process.stdout, stderr });
    return said;
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function areEqual(one: Files, other: Files): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}

/** The files of which the old and the new text differ, and which of the two each is. */
function compare(now: Files, old: Files, next: Files): Map<string, 'old' | 'new' | 'half'> {
  const paths = new Set([...now.keys(), ...old.keys(), ...next.keys()]);
  return new Map([...paths].filter(path => old.get(path) !== next.get(path) || now.get(path) !== old.get(path)).map(path => [
    path, now.get(path) === old.get(path) ? 'old' : now.get(path) === next.get(path) ? 'new' : 'half',
  ]));
}

async function interrupt(subject: Subject, kills: number, pairs: number, title: string): Promise<number> {
  const start = Date.now();
  const versions = [await subject.synthesizeWhole(0), await subject.synthesizeWhole(1)];
  const duration = (Date.now() - start) / 2;
  const counts: Record<string, number> = {};
  const count = (what: string) => { counts[what] = (counts[what] ?? 0) + 1; };
  let faults = 0;
  const fault = (what: string) => {
    count(what);
    faults++;
  };
  let turn = 1;
  for (let i = 0; i < kills; i++) {
    const next = 1 - turn;
    const run = subject.synthesize(next);
    if (i % 2 === 0) {
      await pause(Math.random() * duration * 1.2);
    } else {
      await subject.begin(duration * 3);
      await pause(Math.random() * WINDOW);
    }
    run.kill(i % 4 < 2 ? 'SIGKILL' : 'SIGINT');
    const code = await run.end;
    const states = compare(subject.read(), versions[turn], versions[next]);
    const all = new Set(states.values());
    const state = all.has('half') ? 'half' : all.size === 1 ? [...all][0] : 'mixed';
    count(code === 0 ? 'too late' : state === 'old' || state === 'new' ? `all ${state}` : state);
    const halves = [...states].filter(([, each]) => each === 'half').map(([path]) => path);
    if (halves.length > 0) fault(`half: ${halves.slice(0, 3).join(', ')}`);
    if (state === 'mixed') {
      const stale = [...states].filter(([, each]) => each === 'old').map(([path]) => path);
      const isRecorded = subject.json('written.json').isComplete === false && subject.json('findings.json').isWritten === false;
      if (!isRecorded) fault('mixed, and nothing says so');
      else if (!stale.some(path => path === 'images/0/Dockerfile') && !(await subject.verify()).includes('interrupted')) fault('mixed, and verify does not say so');
      else count('mixed, and said so');
    }
    const healing = subject.synthesize(next);
    const healed = await healing.end;
    if (healed !== 0 || !areEqual(subject.read(), versions[next]) || subject.strays().length > 0 || subject.json('findings.json').isWritten !== true) {
      fault(`not healed: ${subject.strays().join(', ')}`);
    } else if (state === 'mixed' && !healing.said().includes('was interrupted')) {
      fault('healed, without a word');
    } else {
      count('healed');
    }
    turn = next;
    if ((i + 1) % 10 === 0) console.error(`${i + 1} kills, ${faults} faults`);
  }
  for (let i = 0; i < pairs; i++) {
    const runs = [subject.synthesize(0)];
    await pause(Math.random() * duration / 2);
    runs.push(subject.synthesize(1));
    const codes = await Promise.all(runs.map(run => run.end));
    const isOne = versions.some(version => areEqual(version, subject.read()));
    const what = `two at once end with ${codes.join(' and ')}: ${isOne ? 'all files are of one' : 'files of both'}`;
    if (!isOne || codes.some(code => code !== 0) || subject.strays().length > 0) fault(what);
    else count(what);
  }
  console.log(`${title}, ${versions[1].size} files, ${(duration / 1000).toFixed(1)} s: ${kills} kills, ${pairs} pairs`);
  for (const [what, times] of Object.entries(counts).sort()) console.log(`  ${String(times).padStart(4)}  ${what}`);
  return faults;
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    pairs: { type: 'string', default: '5' },
    images: { type: 'string', default: '200' },
    project: { type: 'string' },
    library: { type: 'string', default: join(ROOT, 'src') },
  },
});
const [kills, pairs, images] = [values.kills, values.pairs, values.images].map(Number);

async function main(): Promise<number> {
  let faults = 0;
  for (const name of Object.keys(DEFINITIONS).filter(each => values.project === undefined || each === values.project)) {
    const subject = new Subject(name, values.library, images);
    try {
      faults += await interrupt(subject, kills, pairs, `${name}: ${images} images`);
    } finally {
      subject.remove();
    }
  }
  return faults === 0 ? 0 : 1;
}

if (!(kills >= 0 && pairs >= 0 && images > 0) || !(values.project === undefined || values.project in DEFINITIONS)) {
  console.error(USAGE);
  process.exitCode = 64;
} else {
  void main().then(code => { process.exitCode = code; });
}
