import { createHash } from 'node:crypto';

/** The texts of a repository, by path. */
export type Texts = ReadonlyMap<string, string>;

/** Versions of a package, with the digest or commit of each. */
export type Releases = ReadonlyMap<string, string>;

/** Where a package comes from, as far as it matters for what is asked. */
export type Source = 'docker' | 'github' | 'forgejo';

interface PackageFields {
  readonly datasource: string;
  readonly depName: string;
  readonly packageName?: string;
  readonly version: string;
  readonly commit?: string;
}

/**
 * The releases of a package in a world where everything has a newer one: what the texts contain, and for each of these the next. The texts are
 * searched, so that a version that stands in one file only has a newer one too.
 */
export function findReleases(texts: Texts, source: Source, name: string): Releases {
  const used = new Map([...texts].flatMap(([path, text]) => [...readReferences(text, source, name), ...readVersionsFile(path, text, source, name)]));
  const all = new Map<string, string>();
  for (const [version, digest] of used) {
    const next = findNext(name, version);
    // A tag without a number has another digest now.
    all.set(version, next === undefined ? inventDigest(source, `${name}:${version}`) : digest ?? inventDigest(source, `${name}:${version}`));
    for (const newer of next ?? []) if (!used.has(newer)) all.set(newer, inventDigest(source, `${name}:${newer}`));
  }
  return all;
}

type Found = readonly [version: string, digest: string | undefined];

const SHORT_NAME = (name: string) => name.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');

/** Reads `name:tag@digest`, `name@commit # tag`, and the comments above build arguments. */
function readReferences(text: string, source: Source, name: string): Found[] {
  const exact = (SHORT_NAME(name)).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const annotated = [...text.matchAll(/datasource=(\S+) ([^\n]*)\n(?:ARG|ENV) \w+[ =](\S+)/g)]
    .filter(([, datasource, names]) => datasource.startsWith(source) && new RegExp(`(?:depName|packageName)=${exact}(?: |$)`).test(names));
  return [
    ...annotated.map(([, , , version]): Found => [version, undefined]),
    ...source === 'docker'
      ? [...text.matchAll(new RegExp(`(?<![\\w./-])${exact}(?::|\\n +renovate-version: )(\\w[\\w.-]*)(?:@(sha256:[0-9a-f]{64}))?`, 'g'))].map(([, tag, digest]): Found => [tag, digest])
      : [...text.matchAll(new RegExp(`uses: ${source === 'forgejo' ? 'https://code\\.forgejo\\.org/' : ''}${exact}(?:/\\S+)?@([0-9a-f]{40}) # (\\S+)`, 'g'))].map(([, commit, tag]): Found => [tag, commit]),
  ];
}

function readVersionsFile(path: string, text: string, source: Source, name: string): Found[] {
  if (!path.endsWith('versions.json')) return [];
  const { packages = {}, actions = {} } = JSON.parse(text) as {
    packages?: Record<string, PackageFields>; actions?: Record<string, { version: string; digest: string }>;
  };
  return [
    ...Object.values(packages)
      .filter(({ datasource, depName, packageName }) => datasource.startsWith(source) && SHORT_NAME(packageName ?? depName) === SHORT_NAME(name))
      .map(({ version, commit }): Found => [version, commit]),
    ...source !== 'docker' && Object.hasOwn(actions, name) ? [[actions[name].version, actions[name].digest] as const] : [],
  ];
}

/**
 * The next versions: `1.26.3-alpine` → `1.26.4-alpine`, `28-cli` → `29-cli`, `qemu-v10.2.3-68` → `qemu-v10.2.3-69`; undefined without a number.
 * A tag like `24-alpine` is a range for Renovate, which needs a version within it.
 */
function findNext(name: string, version: string): string[] | undefined {
  const [, before, numbers, build, after] = /^(\D*)(\d+(?:\.\d+)*)(-\d+)?(.*)$/s.exec(version) ?? [];
  if (numbers === undefined) return undefined;
  // Releases of Node.js are named after the version and the build, and only even majors are proposed.
  if (name === 'actions/node-versions') return [numbers, String(Number(numbers) + 2)].map(major => `${major}.1.0-100`);
  // Its releases have a letter, which the input of the action has not.
  if (name === 'oras-project/oras') return [`v${numbers}`, `v${numbers.replace(/\d+$/, last => String(Number(last) + 1))}`];
  if (build !== undefined) return [`${before}${numbers}-${Number(build.slice(1)) + 1}${after}`];
  const parts = numbers.split('.').map(Number);
  parts[parts.length - 1] += /(?:^|\/)node$/.test(name) && parts.length === 1 ? 2 : 1;
  const next = `${before}${parts.join('.')}${after}`;
  return parts.length > 1 ? [next] : [next, ...[numbers, parts[0]].map(major => `${before}${major}.0.0${after}`)];
}

function inventDigest(source: Source, text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return source === 'docker' ? `sha256:${hex}` : hex.slice(0, 40);
}
