import { _splitReference } from '../core';
import type { _KnownBase, _KnownBaseRow } from './known-base-facts';
import { KNOWN_BASES } from './known-bases.generated';

/** Cached results by reference, because rules look them up repeatedly. */
const KNOWN = new Map<string, _KnownBase | undefined>();

/**
 * The facts about a base image, by its reference; undefined if unknown. A later row overrides an earlier one, fact by fact.
 * A digest is ignored: the tag is assumed to match its name.
 *
 * @param reference e.g. `debian:trixie-slim@sha256:…`; a reference with variables is unknown
 * @internal
 */
export function _findKnownBase(reference: string): _KnownBase | undefined {
  if (!KNOWN.has(reference)) KNOWN.set(reference, reference.includes('$') ? undefined : findRows(reference));
  return KNOWN.get(reference);
}

function findRows(reference: string): _KnownBase | undefined {
  const { domain, path, tag, digest } = _splitReference(reference);
  const name = domain === 'docker.io' ? path.replace(/^library\//, '') : `${domain}/${path}`;
  // A digest without a tag may be of any version.
  const version = tag ?? (digest === undefined ? 'latest' : '');
  const rows = KNOWN_BASES.filter(({ repositories, tags }) => repositories.includes(name) && new RegExp(`^(?:${tags})$`).test(version));
  return rows.length === 0 ? undefined : rows.map(collectFacts).reduce((all, each) => ({ ...all, ...each }));
}

function collectFacts({ repositories, tags, on, ...facts }: Omit<_KnownBaseRow, 'source'>): _KnownBase {
  const own = Object.entries(facts).map(([name, value]) => [name, value ?? undefined]);
  return { ...(on === undefined ? {} : _findKnownBase(on)), ...Object.fromEntries(own) as _KnownBase };
}
