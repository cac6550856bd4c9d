import { ChecksumField, KnownDownload } from './known-downloads';
import { _RefusedProblem } from '../../core';
import type { _RegistryClient } from '../../registry';
import { ActionPin, PackagePin, _findActionSource, _isPlaceholder } from '../../versions';

/** A checksum of versions.json that belongs to a version. */
export interface Checksum {
  readonly section: 'packages' | 'actions';
  readonly key: string;
  readonly field: ChecksumField | 'digest';
  /** What it is of, for messages: `tailscale v1.98.3`. */
  readonly name: string;
  /** Undefined if it is not there yet. */
  readonly before?: string;
  /** Looks it up. */
  readonly find: (client: _RegistryClient) => Promise<string>;
}

/** Where repositories are, by the beginning of the datasource of Renovate. https://docs.renovatebot.com/modules/datasource/ */
const FORGES: Readonly<Record<string, string>> = {
  'github-': 'https://github.com/', 'gitlab-': 'https://gitlab.com/', 'gitea-': 'https://gitea.com/', 'forgejo-': 'https://code.forgejo.org/',
};
/** The datasources whose packages are addresses of repositories. */
const ADDRESSES: readonly string[] = ['git-refs', 'git-tags'];

/** A git repository in ADD, with a tag and perhaps a directory behind it. */
const GIT = /^(https?:\/\/[^#]+?)(?:\.git)?#([^:]+)(?::.*)?$/;

/** How each checksum is looked up from an address; a reason if it cannot be. */
const FINDERS: Readonly<Record<ChecksumField, (address: string, version: string, where: string) => Checksum['find'] | string>> = {
  commit: (address, _, where) => {
    const [, repository, tag] = GIT.exec(address) ?? [];
    if (repository === undefined) return `${address} is not a repository that can be asked by https`;
    return async client => client.sources.findCommit(`${repository}.git`, tag, where);
  },
  sha256: (address, _, where) => async client => client.sources.computeSha256(address, where),
  h1: (address, version, where) => async client => client.sources.computeH1(address, version, where),
};

/** Lists the checksums of packages that are there, or empty. What cannot be looked up is a problem. */
export function listPackageChecksums(packages: readonly PackagePin[], downloads: readonly KnownDownload[]): (Checksum | _RefusedProblem)[] {
  return packages.flatMap(pin => (['commit', 'sha256', 'h1'] as const).flatMap((field): (Checksum | _RefusedProblem)[] => {
    const value = pin[field];
    if (value === undefined) return [];
    const before = _isPlaceholder(value) ? undefined : value;
    const address = findAddress(pin, field, before, downloads);
    if (typeof address !== 'string') return [address];
    const find = FINDERS[field](address, pin.version, pin.name);
    if (typeof find === 'string') return [createProblem(pin, field, `${find}.`)];
    return [{ section: 'packages', key: pin.name, field, name: `${pin.depName} ${pin.version}`, ...before === undefined ? {} : { before }, find }];
  }));
}

/** Lists the commits of actions. */
export function listActionChecksums(actions: readonly ActionPin[]): Checksum[] {
  return actions.map(({ name, version, digest }) => ({
    section: 'actions',
    key: name,
    field: 'digest',
    name: version,
    ..._isPlaceholder(digest) ? {} : { before: digest },
    find: async client => client.sources.findCommit(`${_findActionSource(name).address}/${name}.git`, version, name),
  }));
}

/** Where a checksum comes from: what a generated Dockerfile downloads, or else what the datasource tells. */
function findAddress(
  pin: PackagePin, field: ChecksumField, before: string | undefined, downloads: readonly KnownDownload[],
): string | _RefusedProblem {
  const own = downloads.filter(each => each.name === pin.name && each.field === field);
  const same = own.filter(({ checksum }) => checksum !== undefined && checksum === before);
  const meant = same.length > 0 ? same : own;
  const addresses = [...new Set(meant.map(({ addressOf }) => addressOf(pin.version)))];
  if (addresses.length > 1) return createProblem(pin, field, `It could be that of several downloads: ${meant.map(({ place }) => place).join(', ')}.`);
  if (addresses.length === 1) return addresses[0] ?? createProblem(pin, field, `The address in ${meant[0].place} has other variables, too.`);
  return guessAddress(pin, field) ?? createProblem(pin, field, `No generated Dockerfile downloads something with it by $${pin.name}.`);
}

function guessAddress({ datasource, depName, packageName = depName, version }: PackagePin, field: ChecksumField): string | undefined {
  if (field === 'h1') return datasource === 'go' ? packageName : undefined;
  if (field !== 'commit') return undefined;
  const [, forge] = Object.entries(FORGES).find(([start]) => datasource.startsWith(start)) ?? [];
  const repository = ADDRESSES.includes(datasource) ? packageName.replace(/\.git$/, '') : forge && `${forge}${packageName}`;
  return repository && `${repository}.git#${version}`;
}

function createProblem({ name, depName, version }: PackagePin, field: ChecksumField, why: string): _RefusedProblem {
  return {
    id: 'source/unknown',
    where: name,
    what: `It is not known what the ${field} of ${depName} ${version} is computed of. ${why}`,
    why: 'It may belong to another version, and the build would stop at it.',
    fix: 'Run the synthesis, whose Dockerfile names the download, and try again. Or write the checksum yourself, and name only other pins.',
  };
}
