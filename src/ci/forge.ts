import type { Problem } from '../core';
import type { ForgeBackend } from './forge-backend';
import type { MissingValue } from './forge-pins';
import { GithubOptions } from './forges/github';
import { createGithubBackend } from './forges/github/backend';
import { WoodpeckerOptions } from './forges/woodpecker';
import { createWoodpeckerBackend } from './forges/woodpecker/backend';
import type { Pipeline } from './pipeline';
import { findUnpinnedValues } from './unpinned-values';
import { printYaml } from '../yaml';

/** Where a pipeline runs: one of the forges that this library supports. For another one, extend `Output`. */
export class Forge {
  /** GitHub Actions: builds each platform on its own runner, and uses emulation only for smoke tests. */
  public static github(options: GithubOptions = {}): Forge {
    return new Forge(createGithubBackend(options));
  }

  /** Woodpecker CI, with Gitea, Forgejo or another forge: one agent cross-builds all platforms. */
  public static woodpecker(options: WoodpeckerOptions = {}): Forge {
    return new Forge(createWoodpeckerBackend(options));
  }

  private constructor(private readonly _backend: ForgeBackend) {}

  /** Its usual name. */
  public get name(): string {
    return this._backend.name;
  }

  /**
   * Renders the files of a pipeline, by path: a pure function.
   *
   * @param marker the comment that marks a file as generated
   * @internal
   */
  public _render(pipeline: Pipeline, marker: string): Record<string, string> {
    const { files } = this._backend.draw(pipeline);
    return Object.fromEntries(files.map(({ path, comments, content }) => [path, printYaml([marker, '', ...comments], content, this._backend.dialect)]));
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
