import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Result, run } from '../process';

const ROOT = join(__dirname, '..', '..');

/** What every project installs besides the library; the lowest releases that it takes of the others. */
const PACKAGES = ['projen@0.103.25', 'constructs@10.8.1', 'tsx@4'];

/** An image as small as one can be. `%s` is where it is declared. */
export const IMAGE = `
const base = BaseImage.registry('alpine:3.23@sha256:${'0'.repeat(64)}');
function declare(scope, id, directory) {
  const image = new ContainerImage(scope, id, { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], directory });
  const build = new BuildStage(image, 'Build', { base, purpose: 'makes the program' });
  build.run(['mkdir -p /out', 'cp /bin/true /out/app']);
  const files = build.artifact({ root: '/out', entries: [RootfsEntry.file('/app', { mode: '0755' })] });
  new ScratchImage(image, 'Runtime', { contents: [{ artifact: files }], user: '65532:65532', entrypoint: ['/app'] });
  return image;
}
`;

/** What the definitions use of the library. */
export const NAMES = 'BaseImage, BuildStage, ComposeFile, ComposeService, ContainerImage, ContainerImageProject, Forge, ImagePipeline, Platform, ReleaseScheme, RootfsEntry, '
  + 'RouterOsDeployment, RouterOsMode, RouterOsNetwork, ScratchImage, Size';

/** A definition with one image in a project of this library. */
export const ONE_IMAGE = `import { ${NAMES} } from 'imagewright';
${IMAGE.replace('(scope, id, directory)', '(scope: any, id: string, directory?: string)')}
const project = new ContainerImageProject({ name: 'app' });
declare(project, 'App');
project.synth();
`;

/** The same in JavaScript. */
export const ONE_IMAGE_JS = `${IMAGE}
const project = new ContainerImageProject({ name: 'app', projenrcTs: false });
declare(project, 'App');
project.synth();
`;

/** The packed library, installed once; each environment gets a copy of it. */
export class Workshop {
  public static async open(packages: readonly string[] = PACKAGES): Promise<Workshop> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'imagewright environments ü ')));
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: ROOT });
    const [{ filename }] = JSON.parse(stdout) as { filename: string }[];
    const workshop = new Workshop(folder, join(folder, filename));
    workshop.write('installed/package.json', '{ "name": "app", "version": "0.0.0", "private": true }\n');
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--save-dev', workshop.tarball, ...packages], { cwd: workshop.at('installed') });
    return workshop;
  }

  private constructor(private readonly folder: string, public readonly tarball: string) {}

  public at(name: string): string {
    return join(this.folder, name);
  }

  public write(name: string, text: string): void {
    mkdirSync(dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), text);
  }

  /** A project with the library, and with other files; a copy of another project, if one is named. */
  public project(name: string, files: Record<string, string>, from = 'installed'): Project {
    cpSync(this.at(from), this.at(name), { recursive: true, verbatimSymlinks: true });
    const project = new Project(this.at(name));
    for (const [path, text] of Object.entries(files)) project.write(path, text);
    return project;
  }

  /** A folder with nothing in it. */
  public empty(name: string): Project {
    mkdirSync(this.at(name), { recursive: true });
    return new Project(this.at(name));
  }

  public close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A project in its environment. */
export class Project {
  public constructor(public readonly folder: string) {}

  public write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  public has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  public read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs something here. What projen does after writing, such as installing packages, is left out. */
  public async run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Result> {
    const own = { ...process.env, PROJEN_DISABLE_POST: 'true', NO_COLOR: '1', ...env };
    return run(command, args, { cwd: this.folder, mayFail: true, timeoutSeconds: 300, env: own });
  }

  /** Runs its definition. */
  public async synth(definition = '.projenrc.ts', env: NodeJS.ProcessEnv = {}): Promise<Result> {
    return this.run(process.execPath, [join(this.folder, 'node_modules/tsx/dist/cli.mjs'), definition], env);
  }
}
