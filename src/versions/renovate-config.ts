import { _didYouMean, _refuse, _repositoryPath } from '../core';
import { UpdateKind, type RenovateOptions, type RenovateRule } from './renovate-options';
import type { Versions } from './versions';

/** One reference is one word, so that tag and digest are replaced together. */
const IMAGE = '"ref":\\s*"(?<depName>[^"@]+):(?<currentValue>[^":@/]+)@(?<currentDigest>sha256:[a-f0-9]{64})"';

/** A commit moves with the tag that names it. */
const PACKAGES = '$each(packages, function($pin) { {'
  + ' "datasource": $pin.datasource, "depName": $pin.depName, "packageName": $pin.packageName ? $pin.packageName : $pin.depName,'
  + ' "versioning": $pin.versioning, "currentValue": $pin.version, "currentDigest": $pin.commit } })';

/** As the manager github-actions reads `uses: owner/repository@commit # tag`. */
const ACTIONS = '$each(actions, function($pin, $name) { {'
  + ' "datasource": "github-tags", "depName": $name, "packageName": $name, "versioning": "github-actions",'
  + ' "currentValue": $pin.version, "currentDigest": $pin.digest } })';

/**
 * The content of `renovate.json`: how Renovate finds every pin, in versions.json and in the files generated from it, and what it may do.
 *
 * Renovate puts updates of one dependency on one branch whichever file they stand in. So a version, written verbatim with the same names in
 * versions.json and in the Dockerfile, is moved in both by one pull request, and no generator has to run with the bot's rights.
 * That is why rules match by datasource and package, never by manager: a rule for one file alone would tear the branch apart.
 *
 * @param fileName path of versions.json from the root of the repository, as Renovate sees it
 * @throws `versions/unknown` when a rule names no pin, `versions/path` where Renovate would not find the file
 * @see https://docs.renovatebot.com/configuration-options/
 * @internal
 */
export function _renovateConfig(versions: Versions, options: RenovateOptions = {}, fileName: string = versions.fileName): object {
  const file = `/^${_repositoryPath(fileName, 'versions/path').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$/`;
  return {
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended', 'customManagers:dockerfileVersions', ':semanticCommits'],
    customManagers: [
      ...section(versions.images, {
        customType: 'regex',
        description: `Images in ${fileName}`,
        managerFilePatterns: [file],
        matchStrings: [IMAGE],
        datasourceTemplate: 'docker',
      }),
      ...section(versions.packages, jsonata(`Upstream versions in ${fileName}`, file, PACKAGES)),
      ...section(versions.actions, jsonata(`Actions in ${fileName}`, file, ACTIONS)),
    ],
    packageRules: [
      pinDigests(versions),
      ...automerged('Merged without a person', {}, options.automerge ?? [UpdateKind.DIGEST, UpdateKind.PIN_DIGEST]),
      ...(options.rules ?? []).flatMap(rule => rulesFor(versions, rule)),
    ],
  };
}

/** No manager for a section that holds nothing. */
function section(pins: unknown[], manager: object): object[] {
  return pins.length === 0 ? [] : [manager];
}

function jsonata(description: string, file: string, expression: string): object {
  return { customType: 'jsonata', description, fileFormat: 'json', managerFilePatterns: [file], matchStrings: [expression] };
}

/** A package of a registry whose version alone is pinned, such as a release of BusyBox, has no place for a digest. */
function pinDigests({ packages }: Versions): object {
  const undigested = packages.filter(({ datasource }) => datasource === 'docker').map(({ depName, packageName }) => `!${packageName ?? depName}`);
  return {
    description: 'Images are pinned by digest',
    matchDatasources: ['docker'],
    ...(undigested.length === 0 ? {} : { matchPackageNames: undigested }),
    pinDigests: true,
  };
}

function rulesFor(versions: Versions, { pin, allowedVersions, automerge }: RenovateRule): object[] {
  const match = matcher(versions, pin);
  return [
    ...(allowedVersions === undefined ? [] : [{ description: `${pin}: versions to propose`, ...match, allowedVersions: allowedVersions.text }]),
    ...(automerge === undefined ? [] : [
      { description: `${pin}: merged by a person`, ...match, automerge: false },
      ...automerged(`${pin}: merged without a person`, match, automerge),
    ]),
  ];
}

/** An empty list of kinds would match every kind. */
function automerged(description: string, match: object, kinds: UpdateKind[]): object[] {
  return kinds.length === 0 ? [] : [{ description, ...match, matchUpdateTypes: kinds, automerge: true }];
}

function matcher(versions: Versions, key: string): { matchDatasources: string[]; matchPackageNames: string[] } {
  const known = [
    ...versions.images.map(pin => ({ key: pin.key, datasource: 'docker', name: pin.name })),
    ...versions.packages.map(pin => ({ key: pin.name, datasource: pin.datasource, name: pin.packageName ?? pin.depName })),
    ...versions.actions.map(pin => ({ key: pin.name, datasource: 'github-tags', name: pin.name })),
  ];
  const found = known.find(each => each.key === key);
  if (found !== undefined) return { matchDatasources: [found.datasource], matchPackageNames: [found.name] };
  const keys = known.map(each => each.key);
  return _refuse({
    id: 'versions/unknown',
    where: versions.fileName,
    what: `A rule for Renovate names the pin "${key}", and ${versions.fileName} has none of that name.${_didYouMean(key, keys)}`,
    why: 'The rule would match nothing, and Renovate would not say so.',
    fix: keys.length === 0 ? 'Leave the rule out: nothing is pinned.' : `Use one of: ${keys.join(', ')}.`,
  });
}
