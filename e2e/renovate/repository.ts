import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Branch } from './judge';
import { Texts } from './pins-in-use';
import { RENOVATE } from './renovate';
import { run } from '../process';

const ROOT = join(__dirname, '../..');
const OUT = join(ROOT, 'e2e/.out/renovate');

/** A repository with the files of a project, in which a synthesis can run. */
export class Repository {
  /** @param files by path, or a directory whose committed files are taken */
  public static create(name: string, files: Texts | string): Repository {
    const directory = join(OUT, name);
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    // The definitions import the library by its name.
    writeFileSync(join(OUT, 'tsconfig.json'), JSON.stringify({
      extends: '../../../tsconfig.json', compilerOptions: { paths: { imagewright: ['../../../src/index.ts'] } },
    }));
    if (typeof files === 'string') {
      for (const path of listFiles(files)) cpSync(join(files, path), join(directory, path));
    }
    const repository = new Repository(directory);
    if (typeof files !== 'string') files.forEach((text, path) => repository.write(path, text));
    repository.git('init', '--quiet', '--initial-branch', 'main');
    return repository;
  }

  private constructor(public readonly directory: string) {}

  /** Its files, without those that git ignores. */
  public get texts(): Texts {
    return new Map(listFiles(this.directory).map(path => [path, readFileSync(join(this.directory, path), 'latin1')]));
  }

  public read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8');
  }

  public write(path: string, text: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), text);
  }

  /**
   * Runs the definition.
   *
   * @param variables what it sees in addition
   */
  public async synthesize(variables: Record<string, string> = {}): Promise<void> {
    const env = { ...process.env, ...variables };
    await run(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), '.projenrc.ts'], { cwd: this.directory, env, timeoutSeconds: 300 });
  }

  public commit(): void {
    this.git('add', '--all');
    this.git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--allow-empty', '--message', 'test');
  }

  /** The files that differ from the last commit. */
  public get changed(): string[] {
    return this.git('status', '--porcelain').split('\n').filter(Boolean).map(line => line.slice(3));
  }

  /** How they differ. */
  public get diff(): string {
    return this.git('--no-pager', 'diff', '--unified=0');
  }

  /** Goes back to the last commit. */
  public restore(): void {
    this.git('reset', '--quiet', '--hard');
    this.git('clean', '--quiet', '-fd');
  }

  /** Edits files as Renovate does. */
  public async apply(branches: readonly Branch[]): Promise<void> {
    const updates = branches.flatMap(({ edits }) => edits.map(({ raw }) => raw));
    await run(RENOVATE.node, [join(__dirname, 'edit.mjs'), RENOVATE.dist, this.directory], { input: JSON.stringify(updates), timeoutSeconds: 300 });
  }

  private git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.directory, encoding: 'utf8' });
  }
}

/** The files that git would commit. */
function listFiles(directory: string): string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '.'], { cwd: directory, encoding: 'utf8' }).split('\n').filter(Boolean);
}
