import { _suggestNearest, _refuse, _checkRepositoryPath } from '../core';
import { _findActionSource } from './forge-values';
import { UpdateKind, type RenovateOptions, type RenovateRule } from './renovate-options';
import { _GeneratedFile, _listForgeFiles, _listForgeRules, _listGeneratedRules, _listPlaceManagers, _matchPath } from './renovate-places';
import type { Versions } from './versions';

/** A reference is one word, so that Renovate replaces tag and digest together. */
const IMAGE = '"ref":\\s*"(?<depName>[^"@]+):(?<currentValue>[^":@/]+)@(?<currentDigest>sha256:[a-f0-9]{64})"';

/** A commit changes together with its tag. */
const PACKAGES = '$each(packages, function($pin) { {'
  + ' "datasource": $pin.datasource, "depName": $pin.depName, "packageName": $pin.packageName ? $pin.packageName : $pin.depName,'
  + ' "versioning": $pin.versioning, "currentValue": $pin.version, "currentDigest": $pin.commit } })';

/** As the manager github-actions reads `uses: owner/repository@commit # tag`. Names of actions need no escapes in a text. */
function printActions(actions: Versions['actions']): string {
  const usual = _findActionSource('').datasource;
  const others = actions.map(({ name }) => ({ name, ..._findActionSource(name) })).filter(({ datasource }) => datasource !== usual);
  const datasource = others.reduce((rest, { name, datasource: own }) => `$name = "${name}" ? "${own}" : ${rest}`, `"${usual}"`);
  return '$each(actions, function($pin, $name) { {'
    + ` "datasource": ${datasource}, "depName": $name, "packageName": $name, "versioning": "github-actions",`
    + ' "currentValue": $pin.version, "currentDigest": $pin.digest } })';
}

/**
 * What Renovate has to know of the repository besides versions.json.
 *
 * @internal
 */
export interface _RenovateSurroundings {
  /** Path of versions.json from the root of the repository, as Renovate sees it. */
  readonly fileName?: string;
  readonly generated?: readonly _GeneratedFile[];
  /** Whether a pipeline checks on each change that the synthesis is clean. */
  readonly isGated?: boolean;
  /** The commands that complete an update, if Renovate may run them. */
  readonly tasks?: readonly string[];
  /** Addresses of others that commit to Renovate's branches. */
  readonly ignoredAuthors?: readonly string[];
}

/**
 * The content of `renovate.json`: how Renovate finds every pin, in versions.json and in the files generated from it, and which updates it may make.
 *
 * Renovate puts all updates of a dependency on one branch, whatever the file. So one pull request updates a version in versions.json and in
 * the Dockerfile, where it has the same names, and no generator has to run with the bot's permissions.
 * That is why rules for updates match by datasource and package, never by manager or file: a rule for a single file would split the branch.
 * Only whether an update is made at all depends on the file: what stands in generated files and not in versions.json is left alone.
 *
 * @throws `versions/unknown` when a rule names no pin, `versions/path` if Renovate would not find the file
 * @see https://docs.renovatebot.com/configuration-options/
 * @internal
 */
export function _createRenovateConfig(versions: Versions, options: RenovateOptions = {}, surroundings: _RenovateSurroundings = {}): object {
  const { fileName = versions.fileName, generated = [], isGated = false, tasks = [], ignoredAuthors = [] } = surroundings;
  const file = _matchPath(_checkRepositoryPath(fileName, 'versions/path'));
  return {
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended', 'customManagers:dockerfileVersions', ':semanticCommits'],
    ...(isGated ? { platformAutomerge: false } : {}),
    ...(ignoredAuthors.length === 0 ? {} : { gitIgnoredAuthors: ignoredAuthors }),
    ...(tasks.length === 0 ? {} : { postUpgradeTasks: { commands: tasks, executionMode: 'branch', installTools: { node: {} } } }),
    ..._listForgeFiles(generated),
    customManagers: [
      ...listSection(versions.images, {
        customType: 'regex',
        description: `Images in ${fileName}`,
        managerFilePatterns: [file],
        matchStrings: [IMAGE],
        datasourceTemplate: 'docker',
      }),
      ...listSection(versions.packages, createJsonataManager(`Upstream versions in ${fileName}`, file, PACKAGES)),
      ...listSection(versions.actions, createJsonataManager(`Actions in ${fileName}`, file, printActions(versions.actions))),
      ..._listPlaceManagers(generated),
    ],
    packageRules: [
      createPinDigestsRule(versions),
      ..._listForgeRules(versions),
      ..._listGeneratedRules(versions, generated),
      ...(isGated ? listAutomergeRules('Merged without a person', {}, options.automerge ?? [UpdateKind.DIGEST, UpdateKind.PIN_DIGEST]) : []),
      ...(options.rules ?? []).flatMap(rule => listRules(versions, rule, isGated)),
    ],
  };
}

/** An empty section gets no manager. */
function listSection(pins: unknown[], manager: object): object[] {
  return pins.length === 0 ? [] : [manager];
}

function createJsonataManager(description: string, file: string, expression: string): object {
  return { customType: 'jsonata', description, fileFormat: 'json', managerFilePatterns: [file], matchStrings: [expression] };
}

/** A package from a registry with only its version pinned, such as a release of BusyBox, has no place for a digest. */
function createPinDigestsRule({ packages }: Versions): object {
  const undigested = packages.filter(({ datasource }) => datasource === 'docker').map(({ depName, packageName }) => `!${packageName ?? depName}`);
  return {
    description: 'Images are pinned by digest',
    matchDatasources: ['docker'],
    ...(undigested.length === 0 ? {} : { matchPackageNames: undigested }),
    pinDigests: true,
  };
}

function listRules(versions: Versions, { pin, allowedVersions, automerge }: RenovateRule, isGated: boolean): object[] {
  const match = createMatcher(versions, pin);
  return [
    ...(allowedVersions === undefined ? [] : [{ description: `${pin}: versions to propose`, ...match, allowedVersions: allowedVersions.text }]),
    ...(automerge === undefined || !isGated ? [] : [
      { description: `${pin}: merged by a person`, ...match, automerge: false },
      ...listAutomergeRules(`${pin}: merged without a person`, match, automerge),
    ]),
  ];
}

/** Skips an empty list of kinds, which would match every kind. */
function listAutomergeRules(description: string, match: object, kinds: UpdateKind[]): object[] {
  return kinds.length === 0 ? [] : [{ description, ...match, matchUpdateTypes: kinds, automerge: true }];
}

function createMatcher(versions: Versions, key: string): { matchDatasources: string[]; matchPackageNames: string[] } {
  const known = [
    ...versions.images.map(pin => ({ key: pin.key, datasource: 'docker', name: pin.name })),
    ...versions.packages.map(pin => ({ key: pin.name, datasource: pin.datasource, name: pin.packageName ?? pin.depName })),
    ...versions.actions.map(pin => ({ key: pin.name, datasource: _findActionSource(pin.name).datasource, name: pin.name })),
  ];
  const found = known.find(each => each.key === key);
  if (found !== undefined) return { matchDatasources: [found.datasource], matchPackageNames: [found.name] };
  const keys = known.map(each => each.key);
  return _refuse({
    id: 'versions/unknown',
    where: versions.fileName,
    what: `A rule for Renovate names the pin "${key}", but ${versions.fileName} has no such pin.${_suggestNearest(key, keys)}`,
    why: 'The rule would match nothing, and Renovate would not report it.',
    fix: keys.length === 0 ? 'Remove the rule: there are no pins.' : `Use one of: ${keys.join(', ')}.`,
  });
}
