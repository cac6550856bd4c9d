import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHE } from '../cache';
import { git } from '../ci/sample';
import { run } from '../process';
import { RENOVATE } from '../renovate/renovate';

const ROOT = join(__dirname, '../..');

/**
 * A folder in which all clones are: those of the test, of Renovate and of the jobs. Node.js finds the installed packages in the folder above a clone, so
 * that nothing is installed in any of them. `npx --no -- projen` and `imagewright` are the real ones, with the compiled library.
 */
export class Workshop {
  /** @param variables what Renovate sees in addition, such as the address of a proxy */
  public static open(variables: Record<string, string>): Workshop {
    if (!existsSync(join(ROOT, 'lib/index.js'))) throw new Error('The library is not compiled: run `npx projen compile` first.');
    const directory = mkdtempSync(join(tmpdir(), 'imagewright-updates-'));
    const modules = join(directory, 'node_modules');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    for (const name of readdirSync(join(ROOT, 'node_modules')).filter(each => !each.startsWith('.'))) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    for (const name of readdirSync(join(ROOT, 'node_modules/.bin'))) symlinkSync(join(ROOT, 'node_modules/.bin', name), join(modules, '.bin', name));
    symlinkSync(ROOT, join(modules, 'imagewright'));
    symlinkSync(join(ROOT, 'bin/imagewright'), join(modules, '.bin/imagewright'));
    const workshop = new Workshop(directory);
    mkdirSync(workshop.bin);
    // What `npm ci` would install is here already.
    symlinkSync(join(ROOT, 'e2e/ci/standin/bin/npm'), join(workshop.bin, 'npm'));
    // The newer Node.js that Renovate has: it passes requests of a program to a proxy.
    write(join(workshop.bin, 'node'), `NODE_USE_ENV_PROXY=1 exec ${RENOVATE.node} "$@"`);
    const limits = { prHourlyLimit: 0, prConcurrentLimit: 0, branchConcurrentLimit: 0 };
    const settings = { ...variables, RENOVATE_BASE_DIR: workshop.at('renovate'), RENOVATE_FORCE: JSON.stringify(limits), RENOVATE_FETCH_CHANGE_LOGS: 'off', LOG_LEVEL: 'debug' };
    // Each run begins without a clone and without a cache, as in a container.
    write(join(workshop.bin, 'renovate'), `rm -rf ${workshop.at('renovate')}
${Object.entries(settings).map(([name, value]) => `export ${name}='${value}'`).join('\n')}
exec ${RENOVATE.node} ${RENOVATE.dist}/renovate.js`);
    return workshop;
  }

  private constructor(public readonly directory: string) {}

  /** For programs in it. */
  public get env(): NodeJS.ProcessEnv {
    const { E2E_ENGINE: _, ...env } = process.env;
    return { ...env, PATH: `${this.bin}:${CACHE}/bin:${process.env.PATH}`, XDG_CACHE_HOME: this.directory };
  }

  private get bin(): string {
    return this.at('bin');
  }

  public at(name: string): string {
    return join(this.directory, name);
  }

  /** Synthesizes a project, as its pipeline does. */
  public async synthesize(project: string): Promise<void> {
    await run('npx', ['--no', '--', 'projen'], { cwd: project, env: this.env, timeoutSeconds: 300 });
  }

  /** Runs Renovate for a repository, as a service beside the forge. */
  public async runRenovate(env: Record<string, string>): Promise<string> {
    const { stdout } = await run(join(this.bin, 'renovate'), [], { cwd: this.directory, env: { ...this.env, ...env }, timeoutSeconds: 1800 });
    return stdout;
  }

  /** What a synthesis changes in a clone: lines of `git status`, or why it fails. Afterwards the clone is as before. */
  public async findChanges(clone: string): Promise<string[]> {
    try {
      await this.synthesize(clone);
      return git(clone, 'status', '--porcelain').split('\n').filter(Boolean);
    } catch (error) {
      return [`the synthesis fails: ${(error as Error).message}`];
    } finally {
      git(clone, 'reset', '-q', '--hard');
      git(clone, 'clean', '-qfd');
    }
  }

  public close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The texts of the files that are committed in a clone. */
export function readTexts(clone: string): Map<string, string> {
  return new Map(git(clone, 'ls-files').split('\n').filter(Boolean).map(path => [path, readFileSync(join(clone, path), 'latin1')]));
}

/** Writes a program of the shell. */
function write(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
