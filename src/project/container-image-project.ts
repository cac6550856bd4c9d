import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Project, ProjectOptions, typescript } from 'projen';
import { _checkRepositoryPath } from '../core';
import { ImageBuilder, _setDefaultFrontend } from '../image';
import { Versions, _setProjectVersions } from '../versions';
import { FirstInstall } from './first-install';
import { TypeCheck, _COMPILER } from './type-check';
import { rememberProject } from './uncaught';

/** Options of `ContainerImageProject`. */
export interface ContainerImageProjectOptions extends ProjectOptions {
  /**
   * Path of the file that pins versions of images, packages and actions, from the root of the project.
   *
   * @default "versions.json"
   * @featured
   */
  readonly versionsFile?: string;
  /**
   * The Dockerfile frontend of all images that name no other: the name of its pin in `versionsFile`, e.g. `syntax`.
   *
   * @default - the frontend that is built into the builder
   */
  readonly frontend?: string;
  /**
   * What builds the images: with the task `image:build`, and in the pipelines that name no other builder.
   *
   * @default - for `image:build`, the builder that buildx has selected; for pipelines, `ImageBuilder.container()`
   */
  readonly builder?: ImageBuilder;
  /**
   * Keeps the definition in `.projenrc.ts`, runs it with tsx, and checks it with TypeScript (`TypeCheck`).
   *
   * @default true
   * @pjnew true
   */
  readonly projenrcTs?: boolean;
}

/**
 * A repository of container images.
 *
 * You can declare images in any other projen project as well; this one only adds the versions,
 * `.projenrc.ts` and its type check.
 *
 * @pjid container-images
 */
export class ContainerImageProject extends Project {
  private readonly _versionsFile: string;
  private _versions?: Versions;

  public constructor(options: ContainerImageProjectOptions) {
    super(options);
    rememberProject(this);
    this._versionsFile = options.versionsFile ?? 'versions.json';
    _setProjectVersions(this, () => (existsSync(join(this.outdir, this._versionsFile)) ? this.versions : undefined));
    const { frontend } = options;
    if (frontend !== undefined) _setDefaultFrontend(this, () => this.versions.imagePin(frontend).ref);
    options.builder?.useFor(this);
    if (options.projenrcTs ?? true) {
      const definition = new typescript.ProjenrcTs(this, { runner: typescript.TypeScriptRunner.tsx() });
      // The task of projen 0.103 asks the registry for tsx each time it runs.
      this.defaultTask?.reset('tsx .projenrc.ts');
      TypeCheck._add(this, definition.filePath, definition.tsconfig.file);
      new FirstInstall(this, ['tsx', ..._COMPILER]);
    }
  }

  /**
   * The pins of `versionsFile`, read at the first access.
   *
   * @throws `versions/path` if the file is outside of the project, and `versions/…` for each problem of the file
   */
  public get versions(): Versions {
    return this._versions ??= Versions.fromFile(_checkRepositoryPath(this._versionsFile, 'versions/path'), this.outdir);
  }
}
