/**
 * Kills syntheses while they rewrite a project of 200 images, lets two run at once, and looks at what is left.
 *
 *     npx tsx e2e/interruptions.ts [--kills N] [--pairs N] [--images N] [--library FOLDER]
 *
 * Half of the kills are at any moment, half while files are moved to their places; SIGKILL and SIGINT by turns. Prints in which state the files were
 * found, then lets a synthesis heal them. The two of a pair declare different things: all files have to be of one. With --library another copy of
 * `src/` is used, to compare.
 * Exit codes: 0 no file was half, nothing stayed behind, what was mixed could be seen, and all healed; 1 not so; 64 wrong usage.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const ROOT = join(__dirname, '..');
const FILES = ['Dockerfile.dockerignore', 'Dockerfile.imagewright.json', 'Dockerfile'];
/** Milliseconds after the first draft in which the files are moved. */
const WINDOW = 400;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    pairs: { type: 'string', default: '10' },
    images: { type: 'string', default: '200' },
    library: { type: 'string', default: join(ROOT, 'src') },
  },
});
const kills = Number(values.kills);
const pairs = Number(values.pairs);
const images = Number(values.images);
if (!(kills >= 0 && pairs >= 0 && images > 0)) {
  console.error('npx tsx e2e/interruptions.ts [--kills N] [--pairs N] [--images N] [--library FOLDER]');
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), 'imagewright-interruptions-'));
const project = join(folder, 'project');
const script = join(folder, 'projenrc.ts');
writeFileSync(script, `
  import { BaseImage, BuildStage, ContainerImage, ContainerImageProject, ExecutableFormat, Platform, RootfsEntry, ScratchImage } from ${JSON.stringify(resolve(values.library))};
  const turn = process.argv[2];
  const project = new ContainerImageProject({ name: 'many', projenrcTs: false, outdir: ${JSON.stringify(project)} });
  for (let i = 0; i < ${images}; i++) {
    const image = new ContainerImage(project, 'App' + i, { platforms: [Platform.LINUX_AMD64], directory: 'images/' + i, description: 'turn ' + turn, ignore: ['turn-' + turn] });
    const build = new BuildStage(image, 'Build', { base: BaseImage.registry('debian:13@sha256:${'0'.repeat(64)}'), purpose: 'builds' });
    build.run(['make install DESTDIR=/out']);
    const program = RootfsEntry.file('/app', { executable: { format: ExecutableFormat.ELF, needs: [] } });
    build.copyLocal(['turn.txt'], '/src/');
    new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [program] })], entrypoint: ['/app'], user: '65532:65532' });
  }
  project.synth();
`);

interface Run {
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly end: Promise<number | null>;
  readonly said: () => string;
}

function synthesis(turn: number): Run {
  const { NODE_ENV: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(turn)], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const end = new Promise<number | null>(done => { child.on('close', done); });
  return { pid: child.pid!, kill: signal => { child.kill(signal); }, end, said: () => Buffer.concat(said).toString() };
}

/** The texts of all files of all images. */
function texts(): string[][] {
  return Array.from({ length: images }, (_, i) => FILES.map(file => {
    const path = join(project, 'images', String(i), file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }));
}

/** What is there besides what a synthesis writes. */
function strays(): string[] {
  const own = new Set(['.gitignore', 'explanation.json', 'findings.json', 'written.json']);
  const expected = new Set(['images', 'docker-bake.json', '.projen', '.gitignore', '.gitattributes', '.imagewright']);
  return [
    ...readdirSync(project).filter(name => !expected.has(name)),
    ...readdirSync(join(project, '.imagewright')).filter(name => !own.has(name)),
    ...Array.from({ length: images }, (_, i) => readdirSync(join(project, 'images', String(i)))).flat().filter(name => !FILES.includes(name)),
  ];
}

function json(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(join(project, '.imagewright', file), 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function whole(turn: number): Promise<string[][]> {
  const run = synthesis(turn);
  const code = await run.end;
  if (code !== 0) throw new Error(`A synthesis that nobody disturbs ends with ${code}:\n${run.said()}`);
  return texts();
}

/** Waits until the files are about to be moved, at most so long. */
async function begun(milliseconds: number): Promise<void> {
  for (const start = Date.now(); Date.now() - start < milliseconds; await pause(1)) if (existsSync(join(project, '.imagewright/drafts/0'))) return;
}

async function main(): Promise<number> {
  const start = Date.now();
  const versions = [await whole(0), await whole(1)];
  const duration = (Date.now() - start) / 2;
  const found: Record<string, number> = {};
  const count = (what: string) => { found[what] = (found[what] ?? 0) + 1; };
  const ended: Record<string, number> = {};
  let faults = 0;
  let turn = 1;
  for (let i = 0; i < kills; i++) {
    const next = 1 - turn;
    const run = synthesis(next);
    if (i % 2 === 0) {
      await pause(Math.random() * duration * 1.2);
    } else {
      await begun(duration * 3);
      await pause(Math.random() * WINDOW);
    }
    run.kill(i % 4 < 2 ? 'SIGKILL' : 'SIGINT');
    const code = await run.end;
    const states = texts().map((files, image) => files.map((text, file) => (
      text === versions[turn][image][file] ? 'old' : text === versions[next][image][file] ? 'new' : 'half'
    )));
    const all = new Set(states.flat());
    const state = all.has('half') ? 'half' : all.size === 1 ? [...all][0] : 'mixed';
    count(code === 0 ? 'too late' : `all ${state}`.replace('all mixed', 'mixed').replace('all half', 'half'));
    if (states.some(files => new Set(files).size > 1)) count('an image with files of both');
    if (state === 'half') faults++;
    if (state === 'mixed') {
      const isSeen = json('written.json').isComplete === false && json('findings.json').isWritten === false;
      count(isSeen ? 'mixed, and said so' : 'mixed, and nothing says so');
      if (!isSeen) faults++;
    }
    const healed = await whole(next);
    if (JSON.stringify(healed) !== JSON.stringify(versions[next]) || strays().length > 0 || json('findings.json').isWritten !== true) {
      count(`not healed: ${strays().join(', ')}`);
      faults++;
    } else {
      count('healed');
    }
    turn = next;
  }
  console.log(`${kills} kills of a synthesis of ${images} images, which takes ${(duration / 1000).toFixed(1)} s:`);
  for (const [what, times] of Object.entries(found).sort()) console.log(`  ${String(times).padStart(4)}  ${what}`);
  for (let i = 0; i < pairs; i++) {
    const runs = [synthesis(0)];
    await pause(Math.random() * duration / 2);
    runs.push(synthesis(1));
    const codes = await Promise.all(runs.map(run => run.end));
    const after = JSON.stringify(texts());
    const isOne = versions.some(version => JSON.stringify(version) === after);
    if (!isOne || codes.some(code => code !== 0) || strays().length > 0) faults++;
    const what = `two at once end with ${codes.join(' and ')}: ${isOne ? 'all files are of one' : 'files of both'}`;
    ended[what] = (ended[what] ?? 0) + 1;
  }
  for (const [what, times] of Object.entries(ended)) console.log(`  ${String(times).padStart(4)}  ${what}`);
  return faults === 0 ? 0 : 1;
}

void main().then(code => { process.exitCode = code; }).finally(() => rmSync(folder, { recursive: true, force: true }));
