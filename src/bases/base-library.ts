import { _dropDigest } from '../core';
import type { _BaseFacts } from './base-facts';

/**
 * What is known of a base on one platform.
 *
 * @internal
 */
export interface _FoundBase {
  readonly facts: _BaseFacts;
  /** Whether it was read from another digest of the same tag than the one that is meant. */
  readonly isOther: boolean;
}

/**
 * The bases of a project that were read, by their references.
 *
 * @internal
 */
export class _BaseLibrary {
  public static readonly EMPTY = new _BaseLibrary(new Map(), new Map());

  /** @param meant the whole references of bases whose stages name no digest, e.g. `oci-layout://vendor/python@sha256:…` for an OCI layout */
  public static of(all: Iterable<_BaseFacts>, meant: ReadonlyMap<string, string> = new Map()): _BaseLibrary {
    const byTag = new Map<string, _BaseFacts[]>();
    for (const facts of all) {
      const tag = _dropDigest(facts.reference);
      byTag.set(tag, [...byTag.get(tag) ?? [], facts]);
    }
    return new _BaseLibrary(byTag, meant);
  }

  private constructor(private readonly byTag: ReadonlyMap<string, readonly _BaseFacts[]>, private readonly meant: ReadonlyMap<string, string>) {}

  /**
   * Finds a base on one platform. The digest that is meant comes first; another one of the same tag is better than nothing.
   *
   * @param reference e.g. `python:3.13-slim@sha256:…`
   * @param platform e.g. `linux/arm/v7`
   */
  public find(reference: string, platform: string): _FoundBase | undefined {
    const [facts] = this.list(reference).filter(each => each.platform === platform);
    return facts && { facts, isOther: facts.reference !== this.complete(reference) };
  }

  /**
   * Finds a base on every platform on which it was read: for a stage that runs on the build machine, which may be any of them.
   *
   * @param reference e.g. `python:3.13-slim@sha256:…`
   */
  public findAll(reference: string): _FoundBase[] {
    const platforms = new Set(this.list(reference).map(({ platform }) => platform));
    return [...platforms].map(platform => this.find(reference, platform)!);
  }

  /** Those of the digest that is meant first. */
  private list(reference: string): readonly _BaseFacts[] {
    const all = this.byTag.get(_dropDigest(reference)) ?? [];
    const whole = this.complete(reference);
    const meant = all.filter(facts => facts.reference === whole);
    return [...meant, ...all.filter(facts => facts.reference !== whole)];
  }

  private complete(reference: string): string {
    return this.meant.get(reference) ?? reference;
  }
}
