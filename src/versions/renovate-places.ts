import { _FORGE_IMAGES, _FORGE_PACKAGES, _findActionSource } from './forge-values';
import type { Versions } from './versions';

/**
 * A file that a synthesis writes.
 *
 * @internal
 */
export interface _GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  /** What its name may also begin with, if that is not known yet. */
  readonly prefix?: string;
  /** Name of the forge that reads it, if it is part of a pipeline. */
  readonly forge?: string;
  /** Its content, if it is part of a pipeline. */
  readonly text?: string;
}

/** A kind of place in a pipeline that no manager of Renovate reads by itself. */
interface Place {
  readonly description: string;
  /** The forges whose files have it; undefined for all. */
  readonly forges?: readonly string[];
  readonly pattern: string;
  readonly datasource: string;
  /** What the place is about, if the pattern does not say it: the same as in `_FORGE_PACKAGES`. */
  readonly package?: { readonly depName: string; readonly packageName: string };
  /** How its versions are compared, if not as usual for the datasource. */
  readonly versioning?: string;
}

/** The forges that read GitHub's workflows, but name the server of each action. */
const FOREIGN = ['Gitea', 'Forgejo'];

const NAME = '(?<depName>[^\\s"\'@:]+(?::\\d+)?(?:/[^\\s"\'@:]+)*)';
const VALUE = '(?<currentValue>[^\\s"\'@:/]+)';
const DIGEST = '(?<currentDigest>sha256:[a-f0-9]{64})';

/**
 * All other places are read by the managers `dockerfile`, `github-actions` (`uses:`, `runs-on:`, `node-version:`, the versions of buildx and cosign),
 * `woodpecker` (`image:`) and `gitlabci` (`image:`, `services:`).
 *
 * @see https://docs.renovatebot.com/modules/manager/github-actions/
 */
const PLACES: readonly Place[] = [
  { description: 'BuildKit, an option of the builder', pattern: `\\bimage=${NAME}:${VALUE}@${DIGEST}`, datasource: 'docker' },
  { description: 'QEMU, an input of an action', forges: ['GitHub', ...FOREIGN], pattern: `\\n +image: ${NAME}:${VALUE}@${DIGEST}`, datasource: 'docker' },
  {
    description: 'Renovate, two inputs of an action',
    forges: ['GitHub'],
    pattern: `\\brenovate-image: ${NAME}\\n +renovate-version: ${VALUE}@${DIGEST}`,
    datasource: 'docker',
  },
  // What follows the image are arguments, so that `image: …` is not read here, too.
  { description: 'Images that a script runs', pattern: `\\s(?<depName>[\\w.-]+(?::\\d+)?(?:/[\\w.-]+)+):${VALUE}@${DIGEST} `, datasource: 'docker' },
  {
    description: 'ORAS, an input of an action',
    forges: ['GitHub', ...FOREIGN],
    pattern: '/setup-oras@\\S+ # \\S+\\n +with:\\n +version: (?<currentValue>\\S+)',
    datasource: 'github-releases',
    package: { depName: 'oras', packageName: 'oras-project/oras' },
  },
  { description: 'Runners in a matrix', forges: ['GitHub'], pattern: '\\b(?:[A-Z0-9]+_RUNNER|runner): (?<depName>ubuntu|macos|windows)-(?<currentValue>\\d[^\\s,}]*)', datasource: 'github-runners' },
  // The manager github-actions names an action as the address that it has, so it would get another branch than the pin in versions.json.
  {
    description: 'Actions with an address',
    forges: FOREIGN,
    pattern: '\\buses: https?://\\S+?/(?<depName>[\\w.-]+/[\\w.-]+)@(?<currentDigest>[a-f0-9]{40}) # (?<currentValue>\\S+)',
    datasource: 'github-tags',
    versioning: 'github-actions',
  },
  {
    description: 'Actions of the server of Forgejo',
    forges: FOREIGN,
    pattern: '\\buses: https://code\\.forgejo\\.org/(?<depName>[\\w.-]+/[\\w.-]+)@(?<currentDigest>[a-f0-9]{40}) # (?<currentValue>\\S+)',
    datasource: 'forgejo-tags',
    versioning: 'github-actions',
  },
];

/**
 * A pattern of Renovate that matches one path.
 *
 * @internal
 */
export function _matchPath(path: string): string {
  return `/^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$/`;
}

/** The same for a file whose name may begin with a prefix. */
function matchFile({ path, prefix }: _GeneratedFile): string {
  if (prefix === undefined) return _matchPath(path);
  const start = path.lastIndexOf('/') + 1;
  return `${_matchPath(path.slice(0, start)).slice(0, -2)}(?:${prefix})?${_matchPath(path.slice(start)).slice(2)}`;
}

/**
 * The managers that read the other places of generated pipelines.
 *
 * @internal
 */
export function _listPlaceManagers(generated: readonly _GeneratedFile[]): object[] {
  return PLACES.flatMap(({ description, forges, pattern, datasource, package: upstream, versioning }) => {
    const files = generated.filter(file => (forges === undefined || forges.includes(file.forge ?? '')) && new RegExp(pattern).test(file.text ?? ''));
    return files.length === 0 ? [] : [{
      customType: 'regex',
      description: `${description}, in generated pipelines`,
      managerFilePatterns: files.map(matchFile),
      matchStrings: [pattern],
      datasourceTemplate: datasource,
      ...(upstream === undefined ? {} : { depNameTemplate: upstream.depName, packageNameTemplate: upstream.packageName }),
      ...(versioning === undefined ? {} : { versioningTemplate: versioning }),
    }];
  });
}

/**
 * Names the files of GitLab to Renovate, which looks for `.gitlab-ci.yml` by itself.
 *
 * @see https://docs.renovatebot.com/modules/manager/gitlabci/
 * @internal
 */
export function _listForgeFiles(generated: readonly _GeneratedFile[]): object {
  const files = generated.filter(({ forge }) => forge === 'GitLab');
  return files.length === 0 ? {} : { gitlabci: { managerFilePatterns: files.map(matchFile) } };
}

/**
 * How the versions of what forges use are compared and found, where that is unusual.
 *
 * @internal
 */
export function _listForgeRules({ images, packages }: Versions): object[] {
  const unusual: Record<string, { readonly reference: string; readonly versioning?: string }> = _FORGE_IMAGES;
  const extracted: Record<string, { readonly depName: string; readonly extractVersion?: string }> = _FORGE_PACKAGES;
  return [
    ...images.flatMap(({ key, name }) => {
      const versioning = Object.hasOwn(unusual, key) ? unusual[key].versioning : undefined;
      return versioning === undefined ? [] : [{ description: `Versions of ${key}`, matchDatasources: ['docker'], matchPackageNames: [name], versioning }];
    }),
    ...packages.flatMap(({ name, datasource, packageName, depName }) => {
      const extractVersion = Object.hasOwn(extracted, name) ? extracted[name].extractVersion : undefined;
      return extractVersion === undefined ? [] : [{
        description: `Versions of ${name}`, matchDatasources: [datasource], matchPackageNames: [packageName ?? depName], extractVersion,
      }];
    }),
  ];
}

/**
 * The rules by which only what stands in versions.json is updated in generated files: the next synthesis would undo any other update. They name
 * packages, not versions, so that they stay the same when a version moves.
 *
 * @internal
 */
export function _listGeneratedRules({ images, packages, actions }: Versions, generated: readonly _GeneratedFile[]): object[] {
  if (generated.length === 0) return [];
  const matchFileNames = generated.map(matchFile);
  const pinned = [
    ...images.map(({ name }) => ({ datasource: 'docker', name })),
    ...packages.map(({ datasource, packageName, depName }) => ({ datasource, name: packageName ?? depName })),
    ...actions.map(({ name }) => ({ datasource: _findActionSource(name).datasource, name })),
  ];
  return [
    { description: 'In generated files, nothing is updated …', matchFileNames, enabled: false },
    ...[...new Set(pinned.map(({ datasource }) => datasource))].map(datasource => ({
      description: '… but what is in versions.json too',
      matchFileNames,
      matchDatasources: [datasource],
      matchPackageNames: [...new Set(pinned.filter(each => each.datasource === datasource).map(({ name }) => name))],
      enabled: true,
    })),
    ...(generated.some(({ forge = '' }) => FOREIGN.includes(forge)) ? [
      { description: 'An action with an address is read by a manager above', matchFileNames, matchDepNames: ['/^https?:/'], enabled: false },
    ] : []),
    { description: 'A digest within a version is read by a manager above', matchFileNames, matchCurrentValue: '/@sha256:/', enabled: false },
  ];
}
