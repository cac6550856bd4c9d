import { _hasHidden, _quoteValue, _refuse } from '../../core';
import { _quoteCsvField } from '../../dockerfile';

/** Attributes with a credential: BuildKit reads these from the environment, too. */
const CREDENTIAL = /token|secret|password|account_key|access_key/i;

/** Backends that take a `mode`: `max` also keeps the layers of stages that are not the result. */
const WITH_MODE = ['registry', 'gha', 'local', 's3', 'azblob'];

/**
 * Where layers of earlier builds come from, or where a build puts its own.
 *
 * @see https://docs.docker.com/build/cache/backends/
 */
export class BuildCache {
  /**
   * A repository of a registry, apart from the image.
   *
   * @param reference e.g. `ghcr.io/acme/router:cache`
   * @throws `image/cache`
   */
  public static registry(reference: string): BuildCache {
    if (/^[A-Za-z0-9][\w.-]*(:\d+)?(\/[\w.-]+)*(:[\w.-]+)?$/.test(reference)) return BuildCache.of('registry', { ref: reference });
    return refuseCache(
      `${_quoteValue(reference)} is not the reference of a cache`, 'The registry would refuse it.', 'Write host, repository and tag: "ghcr.io/acme/router:cache".',
    );
  }

  /**
   * The cache of GitHub Actions. A build elsewhere ignores it.
   *
   * @param scope separates the caches of several images; e.g. the id of the image
   * @throws `image/cache`
   */
  public static githubActions(scope: string): BuildCache {
    if (/^[\w.-]{1,64}$/.test(scope)) return BuildCache.of('gha', { scope });
    return refuseCache(`${_quoteValue(scope)} is not the scope of a cache`, 'It is part of an expression of GitHub.', 'Use at most 64 letters, digits, "_", "-" and ".".');
  }

  /**
   * A directory of the machine that builds.
   *
   * @param directory e.g. `/var/cache/images/router`
   * @throws `image/cache`
   */
  public static local(directory: string): BuildCache {
    return BuildCache.of('local', { path: directory });
  }

  /** In the image itself: only the layers of the image, and only as `cacheTo`. */
  public static inline(): BuildCache {
    return BuildCache.of('inline');
  }

  /**
   * Any backend that BuildKit supports, with its attributes. Credentials come from the environment and cannot be attributes.
   *
   * @param backend e.g. `s3`
   * @param attributes e.g. `{ region: 'eu-west-1', bucket: 'cache' }`
   * @throws `image/cache`
   */
  public static of(backend: string, attributes: Record<string, string> = {}): BuildCache {
    if (!/^[a-z][a-z0-9]{0,30}$/.test(backend)) {
      refuseCache(`${_quoteValue(backend)} is not a backend of caches`, 'BuildKit would not know it.', 'Write a name such as "registry", "gha", "local" or "s3".');
    }
    Object.entries(attributes).forEach(checkAttribute);
    return new BuildCache(backend, { ...attributes });
  }

  private constructor(
    /** Name of the backend, e.g. `registry`. */
    public readonly backend: string,
    private readonly _attributes: Record<string, string>,
  ) {}

  /** The attributes of the backend, by name. */
  public get attributes(): Record<string, string> {
    return { ...this._attributes };
  }

  /**
   * The fields for BuildKit, separated by commas.
   *
   * @param isTarget whether the build writes the cache
   * @param suffix the end of the scope, which separates the caches of several jobs; no comma
   * @internal
   */
  public _print(isTarget: boolean, suffix = ''): string {
    return this.listFields(isTarget).map(([key, value]) => _quoteCsvField(`${key}=${value}${key === 'scope' ? suffix : ''}`)).join(',');
  }

  private listFields(isTarget: boolean): [key: string, value: string][] {
    const named = Object.entries(this._attributes).map(([key, value]): [string, string] => (
      [this.backend === 'local' && key === 'path' ? (isTarget ? 'dest' : 'src') : key, value]
    ));
    const mode: [string, string][] = isTarget && WITH_MODE.includes(this.backend) && this._attributes.mode === undefined ? [['mode', 'max']] : [];
    return [['type', this.backend], ...named, ...mode];
  }
}

function checkAttribute([key, value]: [string, string]): void {
  if (!/^[a-z][a-z0-9_-]*$/.test(key)) {
    refuseCache(`${_quoteValue(key)} is not the name of an attribute`, 'BuildKit would not know it.', 'Write lower-case letters, digits, "_" and "-".');
  }
  if (CREDENTIAL.test(key)) {
    refuseCache(
      `The attribute ${key} is a credential`, 'Its value would be committed.',
      'Leave it out, and set the environment variables of the backend where the image is built.',
    );
  }
  if (value.trim() === '' || /[\0-\x1f\x7f]/.test(value) || _hasHidden(value)) {
    refuseCache(`The attribute ${key} is ${_quoteValue(value)}`, 'BuildKit would use another cache than a reader sees, or none.', 'Write one visible line.');
  }
}

function refuseCache(what: string, why: string, fix: string): never {
  return _refuse({ id: 'image/cache', what: `${what}.`, why, fix });
}
