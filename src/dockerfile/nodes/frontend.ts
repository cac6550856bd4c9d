import { _FRONTEND_VERSIONS } from './frontend-versions';
import { _suggestNearest, _refuse, _findOwn } from '../../core';
import { _quoteShortened } from '../print/text';

/** A version of the Dockerfile frontend, such as 1.24. */
export class Frontend {
  /**
   * Parses a version: `1.24`, `1.24.0`, `1.14-labs`.
   *
   * @param version the version, as in the tag of `docker/dockerfile`
   * @throws `dockerfile/frontend-version`
   */
  public static parse(version: string): Frontend {
    const [, major, minor, labs] = /^(\d{1,4})\.(\d{1,4})(?:\.\d+)?(-labs)?$/.exec(version) ?? [];
    if (major !== undefined) return new Frontend(Number(major), Number(minor), labs !== undefined);
    return _refuse({
      id: 'dockerfile/frontend-version',
      what: `${_quoteShortened(version)} is not a version of the Dockerfile frontend.`,
      why: 'The features of that version would be unknown.',
      fix: 'Write the major and minor version: 1.24.',
    });
  }

  /**
   * The oldest frontend with all the given features.
   *
   * @param features names from `DockerfileDocument.features`
   * @throws `dockerfile/frontend-feature` for an unknown name
   */
  public static required(features: string[]): Frontend {
    return features.map(feature => Frontend.parse(findVersions(feature).since))
      .reduce((newest, each) => (each.compareTo(newest) > 0 ? each : newest), new Frontend(1, 0, false));
  }

  /**
   * The frontend that a `# syntax=` names; undefined for another image, and for a tag without a version.
   *
   * @internal
   */
  public static _findNamed(syntax: string): Frontend | undefined {
    const version = /(?:^|\/)docker\/dockerfile(?:-upstream)?:(\d+\.\d+(?:\.\d+)?(?:-labs)?)(?:@|$)/.exec(syntax)?.[1];
    return version === undefined ? undefined : Frontend.parse(version);
  }

  private constructor(private readonly _major: number, private readonly _minor: number, private readonly _labs: boolean) {}

  /** The version as in a tag, e.g. `1.24`. */
  public get version(): string {
    return `${this._major}.${this._minor}${this._labs ? '-labs' : ''}`;
  }

  /**
   * Whether this version has a feature.
   *
   * @param feature a name from `DockerfileDocument.features`, e.g. `run --mount`
   * @throws `dockerfile/frontend-feature` for an unknown name
   */
  public supports(feature: string): boolean {
    const { since, labs } = findVersions(feature);
    return this.compareTo(Frontend.parse(this._labs ? labs ?? since : since)) >= 0;
  }

  /**
   * Compares two versions: less than 0 if this one is older, 0 if they are equal, more than 0 if it is newer.
   *
   * @param other the version to compare with
   */
  public compareTo(other: Frontend): number {
    return this._major - other._major || this._minor - other._minor;
  }

  /** The same as `version`. */
  public toString(): string {
    return this.version;
  }
}

function findVersions(feature: string): typeof _FRONTEND_VERSIONS[string] {
  return _findOwn(_FRONTEND_VERSIONS, feature) ?? _refuse({
    id: 'dockerfile/frontend-feature',
    what: `There is no feature ${_quoteShortened(feature)} of the Dockerfile frontend.${_suggestNearest(feature, Object.keys(_FRONTEND_VERSIONS))}`,
    why: 'The version that introduced it is unknown.',
    fix: `Use one of: ${Object.keys(_FRONTEND_VERSIONS).join(', ')}.`,
  });
}
