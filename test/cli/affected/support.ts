import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LogLevel, Project } from 'projen';
import { onTestFinished } from 'vitest';
import {
  Artifact, BaseImage, BuildStage, ContainerImage, ContainerImageProps, ExecutableFormat, NamedContext, Platform, RootfsEntry, RuntimeImage,
  ScratchImage, Versions,
} from '../../../src';
import { temporaryFolder } from '../../support/temporary';
import { Said, imagewright } from '../support';

const ZEROS = '0'.repeat(64);
const ONES = '1'.repeat(64);

const VERSIONS = {
  images: { debian: { ref: `debian:trixie-slim@sha256:${ZEROS}` }, syntax: { ref: `docker/dockerfile:1.24.0@sha256:${ZEROS}` } },
  packages: { TOOL_VERSION: { datasource: 'github-releases', depName: 'acme/tool', version: '1.2.3' } },
};

/** Another digest of the base of the images. */
export const OTHER_PINS = JSON.stringify({ ...VERSIONS, images: { ...VERSIONS.images, debian: { ref: `debian:trixie-slim@sha256:${ONES}` } } });

/** Another version of the package that one image uses. */
export const OTHER_TOOL = JSON.stringify({ ...VERSIONS, packages: { TOOL_VERSION: { ...VERSIONS.packages.TOOL_VERSION, version: '1.3.0' } } });

/** A git repository in a folder of its own, in which the command is then called. */
export class TestRepository {
  /** A repository with files, in one commit called `before`. */
  public static of(files: Record<string, string>): TestRepository {
    const repository = new TestRepository(realpathSync(temporaryFolder()));
    repository.git('init', '-q', '-b', 'main');
    repository.enter();
    repository.commit(files);
    repository.git('tag', 'before');
    return repository;
  }

  /**
   * A repository with a project and its synthesized files, in one commit called `before`.
   *
   * @param folder of the project
   */
  public static synthesized(declare: (project: Project) => void, files: Record<string, string> = {}, folder = '.'): TestRepository {
    const repository = TestRepository.of({ [join(folder, 'versions.json')]: JSON.stringify(VERSIONS), ...files });
    repository.synthesize(declare, folder);
    repository.git('add', '-A');
    repository.git('commit', '-q', '-m', 'x');
    repository.git('tag', '-f', 'before');
    return repository;
  }

  private constructor(public readonly root: string) {}

  public git(...args: string[]): string {
    return execFileSync('git', [
      '-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'protocol.file.allow=always', '-c', 'init.defaultBranch=main', ...args,
    ], { cwd: this.root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  /** Calls the command in a folder of it from now on, and leaves it after the test. */
  public enter(folder = '.'): void {
    const before = process.cwd();
    process.chdir(join(this.root, folder));
    onTestFinished(() => process.chdir(before));
  }

  public synthesize(declare: (project: Project) => void, folder = '.'): void {
    const project = new Project({ name: 'test', outdir: join(this.root, folder), logging: { level: LogLevel.OFF } });
    declare(project);
    project.synth();
  }

  public write(files: Record<string, string | undefined>): void {
    for (const [path, text] of Object.entries(files)) {
      const absolute = join(this.root, path);
      if (text === undefined) { rmSync(absolute, { recursive: true }); continue; }
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, text);
    }
  }

  /** Writes files, or deletes those that are `undefined`, and commits everything. */
  public commit(files: Record<string, string | undefined>): void {
    this.write(files);
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'x');
  }
}

/** Runs the command. */
export async function affected(...args: string[]): Promise<Said> {
  return imagewright(['affected', ...args]);
}

/** The lines that it prints since `before`. */
export async function affectedSince(...args: string[]): Promise<string[]> {
  const { code, out, err } = await affected('--since', 'before', ...args);
  if (code !== 0) throw new Error(err);
  return out.split('\n').slice(0, -1);
}

function debian(project: Project): BaseImage {
  return BaseImage.registry(Versions.fromFile('versions.json', project.outdir).imagePin('debian').ref);
}

/** An image that copies directories of the repository. */
export function declareStatic(project: Project, id: string, paths: string[], props: Partial<ContainerImageProps> = {}): ContainerImage {
  const image = new ContainerImage(project, id, { platforms: [Platform.LINUX_AMD64], directory: `images/${id.toLowerCase()}`, ...props });
  new RuntimeImage(image, 'Runtime', { base: debian(project), contents: [Artifact.local(paths, '/srv')], entrypoint: ['/bin/sh'], user: '65532:65532' });
  return image;
}

/**
 * `base`, which copies `common`; `app`, which starts from it and copies `app`, for two platforms; `tool`, with the pin of a package
 * and a named context, which copies `tool`.
 */
export function declareAll(project: Project): void {
  const base = declareStatic(project, 'Base', ['common'], { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64] });
  const app = new ContainerImage(project, 'App', { platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], directory: 'images/app' });
  new RuntimeImage(app, 'Runtime', { base: BaseImage.image(base), contents: [Artifact.local(['app'], '/srv/app')] });
  declareTool(project);
}

function declareTool(project: Project): void {
  const image = new ContainerImage(project, 'Tool', {
    platforms: [Platform.LINUX_AMD64], directory: 'images/tool', contexts: { vendor: NamedContext.directory('vendor') },
  });
  const build = new BuildStage(image, 'Build', { base: debian(project), purpose: 'builds' });
  build.pin(Versions.fromFile('versions.json', project.outdir).packagePin('TOOL_VERSION'));
  build.copyLocal(['tool'], '/src/');
  build.run(['make -C /src install DESTDIR=/out VERSION="$TOOL_VERSION"']);
  const program = RootfsEntry.file('/tool', { executable: { format: ExecutableFormat.ELF, needs: [] } });
  new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries: [program] })], entrypoint: ['/tool'], user: '65532:65532' });
}
