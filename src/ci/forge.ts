import type { Problem } from '../core';
import type { ForgeBackend } from './forge-backend';
import type { MissingValue } from './forge-pins';
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
import type { Pipeline } from './pipeline';
import { printScript } from './script-file';
import { findUnpinnedValues } from './unpinned-values';
import type { OutputFile } from '../plan';
import { printYaml } from '../yaml';

/** Where a pipeline runs: one of the forges that this library supports. For another one, extend `Output`. */
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
    return files.map(file => {
      const comments = [marker, '', ...file.comments];
      return 'script' in file
        ? { path: file.path, text: printScript(comments, file.script), executable: true }
        : { path: file.path, text: printYaml(comments, file.content, this._backend.dialect) };
    });
  }

  /**
   * Lists the features of a pipeline that the forge does not support, and the values in its files that nothing keeps current.
   *
   * @internal
   */
  public _findProblems(pipeline: Pipeline): Problem[] {
    const { pins, problems } = this._backend.draw(pipeline);
    return [...problems, ...findUnpinnedValues(this.name, pins)];
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
