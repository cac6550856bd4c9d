import type { Construct } from 'constructs';
import { Problems, _printJson } from '../core';
import { Output, OutputFile, RepositoryPlan } from '../plan';
import { RenovateOptions, Versions, _createRenovateConfig } from '../versions';

/** Properties of `RenovateConfiguration`. */
export interface RenovateConfigurationProps extends RenovateOptions {
  /** The pins that Renovate keeps current. */
  readonly versions: Versions;
}

/**
 * `renovate.json`: how Renovate finds every pin in `versions.json` and in the generated files, and updates them together.
 *
 * @see https://docs.renovatebot.com/configuration-options/
 */
export class RenovateConfiguration extends Output {
  private readonly _props: RenovateConfigurationProps;

  public constructor(scope: Construct, id: string, props: RenovateConfigurationProps) {
    super(scope, id);
    this._props = props;
    Problems.of(this)._collect(() => _createRenovateConfig(props.versions, props));
  }

  /**
   * Renders `renovate.json`.
   *
   * @param plan the paths of the repository
   */
  public renderFiles(plan: RepositoryPlan): OutputFile[] {
    const { versions } = this._props;
    const config = _createRenovateConfig(versions, this._props, versions._path === undefined ? versions.fileName : plan.pathOf(this, versions._path));
    return [{
      path: 'renovate.json',
      text: _printJson({ description: [plan.marker], ...config }),
      howToMove: 'Declare only one RenovateConfiguration in a repository: Renovate reads one renovate.json, at its root.',
    }];
  }
}
