import { _BAKE_FILE, _manifestPath } from './generated-paths';
import type { ImagePlan } from './image-plan';
import type { Origin, Platform } from '../core';
import { _escapeIgnorePath } from '../dockerfile';
import type { BuildInputs } from '../image';
import type { PackagePin } from '../versions';
import { ImageConfig } from './model/image-config';
import type { ImageModel } from './model/image-model';

/** All facts about an image that are known before the build, as input for other files. Paths start at the root of the repository. */
export class PlannedImage {
  /**
   * @param fromRoot converts a path of the image's project to one of the repository
   * @internal
   */
  public static _of(plan: ImagePlan, fromRoot: (path: string) => string): PlannedImage {
    return new PlannedImage(plan, fromRoot);
  }

  private constructor(private readonly _plan: ImagePlan, private readonly _fromRoot: (path: string) => string) {}

  /** Id of the image. */
  public get name(): string {
    return this._plan.name;
  }

  /** The construct that declares it. */
  public get by(): Origin {
    return this._plan.by;
  }

  /** The build context: the folder of the project that the image is declared in; `.` for the root of the repository. */
  public get context(): string {
    return this._fromRoot('.');
  }

  /**
   * The files and directories of the context that the build reads; undefined if it can be all of them.
   *
   * @internal
   */
  public get _reads(): string[] | undefined {
    const { contextPaths, contextPatterns } = this._plan;
    // The `.dockerignore` of an existing Dockerfile can let in more.
    const known = new Set(contextPaths.map(path => `!${_escapeIgnorePath(path)}`));
    const isWhole = contextPaths.includes('.') || contextPatterns.some(line => line.startsWith('!') && !known.has(line));
    return isWhole ? undefined : contextPaths.map(path => this._fromRoot(path));
  }

  /** The Dockerfile. */
  public get dockerfile(): string {
    return this._fromRoot(this._plan.dockerfile);
  }

  /** The manifest, which `imagewright verify` checks the built image against. */
  public get manifest(): string {
    return this._fromRoot(_manifestPath(this._plan));
  }

  /** The bake file that has a target for the image. */
  public get bakeFile(): string {
    return this._fromRoot(_BAKE_FILE);
  }

  /** The name of that target. */
  public get bakeTarget(): string {
    return this._plan.bakeTarget;
  }

  /**
   * The names of the archives of the image, by the target word of their platform; undefined if it has none.
   *
   * @internal
   */
  public get _archives(): Record<string, string> | undefined {
    const { archives } = this._plan;
    return archives && Object.fromEntries(archives.archives.map(({ platform, path }) => [platform.targetWord, this._fromRoot(path)]));
  }

  /** The platforms that the image is built for, in the order in which they appear in its index. */
  public get platforms(): Platform[] {
    return [...this._plan.platforms];
  }

  /** The labels, by key. `org.opencontainers.image.version` is not included; `releaseArg` sets it. */
  public get labels(): Record<string, string> {
    return { ...this._plan.labels };
  }

  /** The build argument that carries the release. */
  public get releaseArg(): string {
    return this._plan.releaseArg;
  }

  /** The build arguments without a default, which the build must set. */
  public get requiredArgs(): string[] {
    return [...this._plan.requiredArgs];
  }

  /** What the build needs from outside: secrets, SSH keys, values of build arguments, caches and contexts. */
  public get inputs(): BuildInputs {
    const { secrets, ssh, buildArgs, cacheFrom, cacheTo, contexts } = this._plan.inputs;
    return {
      secrets: { ...secrets },
      ssh: { ...ssh },
      buildArgs: { ...buildArgs },
      contexts: { ...contexts },
      cacheFrom: [...cacheFrom],
      cacheTo: [...cacheTo],
    };
  }

  /** The versions that the image is built from. */
  public get pins(): PackagePin[] {
    return [...this._plan.pins];
  }

  /** How a container of the image runs: entrypoint, arguments, environment, user, ports, volumes. The same on all platforms. */
  public get config(): ImageConfig {
    return this._plan.models[0]?.result.config ?? ImageConfig._ofBase();
  }

  /**
   * The stages and files of the image, once for each group of platforms with the same files. They do not depend on the repository's files
   * on this machine. Empty if the image has no result, which is an error.
   */
  public get models(): ImageModel[] {
    return [...this._plan.models];
  }
}
