import type { Problem } from '../core';
import type { ForgeBackend } from './forge-backend';
import type { MissingValue } from './forge-pins';
import type { OutputFile } from '../plan';
import { printYaml } from '../yaml';
import { GiteaOptions } from './forges/gitea';
import { createGiteaBackend } from './forges/gitea/backend';
import { GithubOptions } from './forges/github';
import { createGithubBackend } from './forges/github/backend';
import { GitlabOptions } from './forges/gitlab';
import { createGitlabBackend } from './forges/gitlab/backend';
import { PipelineScriptOptions } from './forges/script';
import { createScriptBackend } from './forges/script/backend';
import { WoodpeckerOptions } from './forges/woodpecker';
import { createWoodpeckerBackend } from './forges/woodpecker/backend';
import { createOwnBackend } from './own/backend';
import type { OwnForge } from './own-forge';
import type { Pipeline } from './pipeline';
import { printScript } from './script-file';
import { findUnpinnedValues } from './unpinned-values';

/** Where a pipeline runs: one of the forges that this library supports, or one of your own. */
export class Forge {
  /** GitHub Actions: builds each platform on its own runner, and uses emulation only for smoke tests. */
  public static github(options: GithubOptions = {}): Forge {
    return new Forge(createGithubBackend(options));
  }

  /**
   * Gitea Actions: the workflows of GitHub in `.gitea/workflows`, less what the version of the server does not have (`ci/unsupported`). Its runners
   * are your own.
   *
   * @throws `ci/secret-name`
   */
  public static gitea(options: GiteaOptions = {}): Forge {
    return new Forge(createGiteaBackend('Gitea', options));
  }

  /**
   * Forgejo Actions: the workflows of GitHub in `.forgejo/workflows`, less what the version of the server does not have (`ci/unsupported`). Its
   * runners are your own.
   *
   * @throws `ci/secret-name`
   */
  public static forgejo(options: GiteaOptions = {}): Forge {
    return new Forge(createGiteaBackend('Forgejo', options));
  }

  /**
   * GitLab CI/CD: files that `.gitlab-ci.yml` includes. A job builds all platforms, with Docker-in-Docker or with BuildKit without root.
   *
   * @throws `ci/secret-name`
   */
  public static gitlab(options: GitlabOptions = {}): Forge {
    return new Forge(createGitlabBackend(options));
  }

  /** Woodpecker CI, with Gitea, Forgejo or another forge: one agent cross-builds all platforms. */
  public static woodpecker(options: WoodpeckerOptions = {}): Forge {
    return new Forge(createWoodpeckerBackend(options));
  }

  /** A script for any other forge, and for a machine without one: each of its commands does a part of the pipeline. */
  public static script(options: PipelineScriptOptions = {}): Forge {
    return new Forge(createScriptBackend(options));
  }

  /**
   * A forge of your own: your class renders what calls the script of `Forge.script()`, which is written too.
   *
   * @param forge renders the files
   */
  public static own(forge: OwnForge, options: PipelineScriptOptions = {}): Forge {
    return new Forge(createOwnBackend(forge, options));
  }

  private constructor(private readonly _backend: ForgeBackend) {}

  /** Its usual name. */
  public get name(): string {
    return this._backend.name;
  }

  /**
   * Renders the files of a pipeline: a pure function.
   *
   * @param marker the comment that marks a file as generated
   * @internal
   */
  public _render(pipeline: Pipeline, marker: string): OutputFile[] {
    const { files } = this._backend.draw(pipeline);
    const drawn = files.map((file): OutputFile => {
      const comments = [marker, '', ...file.comments];
      return 'script' in file
        ? { path: file.path, text: printScript(comments, file.script), executable: true }
        : { path: file.path, text: printYaml(comments, file.content, this._backend.dialect) };
    });
    return [...drawn, ...this._backend.renderMore?.(pipeline, marker) ?? []];
  }

  /**
   * Lists the features of a pipeline that the forge does not support, and the values in its files that nothing keeps current.
   *
   * @internal
   */
  public _findProblems(pipeline: Pipeline): Problem[] {
    const { pins, problems } = this._backend.draw(pipeline);
    return [...problems, ...findUnpinnedValues(this.name, pins, this._backend.factory)];
  }

  /**
   * Lists what code of a team finds.
   *
   * @internal
   */
  public _findOwnProblems(describe: () => Pipeline, marker: string): Problem[] {
    return this._backend.findMore?.(describe(), marker) ?? [];
  }

  /**
   * Lists the values in its files that versions.json should pin.
   *
   * @internal
   */
  public _listMissing(pipeline: Pipeline): MissingValue[] {
    return this._backend.draw(pipeline).pins.missing;
  }
}
