import type { Construct } from 'constructs';
import { Problems, _jsonText } from '../core';
import { Output, OutputContext, OutputFile } from '../plan';
import { RenovateOptions, Versions, _renovateConfig } from '../versions';

/** Properties of `RenovateConfiguration`. */
export interface RenovateConfigurationProps extends RenovateOptions {
  /** The pins that Renovate keeps current. */
  readonly versions: Versions;
}

/**
 * `renovate.json`: how Renovate finds every pin, in `versions.json` and in the generated files, which it moves together.
 *
 * @see https://docs.renovatebot.com/configuration-options/
 */
export class RenovateConfiguration extends Output {
  private readonly _config: object;

  public constructor(scope: Construct, id: string, props: RenovateConfigurationProps) {
    super(scope, id);
    this._config = Problems.of(this)._collect(() => _renovateConfig(props.versions, props)) ?? {};
  }

  /** @internal */
  public _render({ marker }: OutputContext): OutputFile[] {
    return [{ path: 'renovate.json', text: _jsonText({ description: [marker], ...this._config }) }];
  }
}
