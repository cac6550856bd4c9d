import { _splitReference } from '../core';
import type { _KnownBase, _KnownBaseRow } from './known-base-facts';
import { KNOWN_BASES } from './known-bases.generated';

/** What follows from a reference is put together once: the rules ask for it again and again. */
const KNOWN = new Map<string, _KnownBase | undefined>();

/**
 * The facts about a base image, by its reference; undefined where nothing is known of it. Of several rows the later one counts, fact by fact.
 * A digest is not looked at: what a tag stands for is taken to be what the name says.
 *
 * @param reference e.g. `debian:trixie-slim@sha256:…`; one with variables is not known
 * @internal
 */
export function _knownBase(reference: string): _KnownBase | undefined {
  if (!KNOWN.has(reference)) KNOWN.set(reference, reference.includes('$') ? undefined : lookedUp(reference));
  return KNOWN.get(reference);
}

function lookedUp(reference: string): _KnownBase | undefined {
  const { name, tag } = namesOf(reference);
  const rows = KNOWN_BASES.filter(({ repositories, tags }) => repositories.includes(name) && new RegExp(`^(?:${tags})$`).test(tag));
  return rows.length === 0 ? undefined : rows.map(factsOf).reduce((all, each) => ({ ...all, ...each }));
}

function factsOf({ repositories, tags, on, ...facts }: Omit<_KnownBaseRow, 'source'>): _KnownBase {
  const own = Object.entries(facts).map(([name, value]) => [name, value ?? undefined]);
  return { ...(on === undefined ? {} : _knownBase(on)), ...Object.fromEntries(own) as _KnownBase };
}

/** A digest without a tag may be of any version. */
function namesOf(reference: string): { readonly name: string; readonly tag: string } {
  const { domain, rest } = _splitReference(reference);
  const [, path, tag, digest] = /^([^:@]*)(?::([^@]*))?(@.*)?$/.exec(rest)!;
  const name = domain === 'docker.io' ? path.replace(/^library\//, '') : `${domain}/${path}`;
  return { name, tag: tag ?? (digest === undefined ? 'latest' : '') };
}
