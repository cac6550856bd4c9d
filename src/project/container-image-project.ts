import { Project, ProjectOptions, typescript } from 'projen';
import { _repositoryPath } from '../core';
import { Versions } from '../versions';
import { FirstInstall } from './first-install';
import { TypeCheck, _COMPILER } from './type-check';
import { rememberProject } from './uncaught';

/** Options of `ContainerImageProject`. */
export interface ContainerImageProjectOptions extends ProjectOptions {
  /**
   * Where the versions of images, packages and actions are pinned, from the root of the project.
   *
   * @default "versions.json"
   * @featured
   */
  readonly versionsFile?: string;
  /**
   * Keep the definition in `.projenrc.ts`, run it with tsx, and have TypeScript check it (`TypeCheck`).
   *
   * @default true
   * @pjnew true
   */
  readonly projenrcTs?: boolean;
}

/**
 * A repository of container images.
 *
 * Images may be declared in any other projen project as well; this one brings nothing but the versions,
 * `.projenrc.ts` and the check of its types.
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
    if (options.projenrcTs ?? true) {
      const definition = new typescript.ProjenrcTs(this, { runner: typescript.TypeScriptRunner.tsx() });
      // As it is set up by projen 0.103, the task asks the registry for tsx each time it runs.
      this.defaultTask?.reset('tsx .projenrc.ts');
      TypeCheck._with(this, definition.filePath, definition.tsconfig.file);
      new FirstInstall(this, ['tsx', ..._COMPILER]);
    }
  }

  /**
   * The pins of `versionsFile`, read when first asked for.
   *
   * @throws `versions/path` where that is outside of the project, and `versions/…` with everything that is wrong in the file
   */
  public get versions(): Versions {
    return this._versions ??= Versions.fromFile(_repositoryPath(this._versionsFile, 'versions/path'), this.outdir);
  }
}
