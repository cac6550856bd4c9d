/** A symbol that BusyBox offers and that nobody can build as imagewright builds. */
interface KnownBad {
  /** Releases it was seen in. */
  readonly versions: string[];
  /** What happens. */
  readonly why: string;
  readonly fix: string;
}

/**
 * By symbol. Our own findings: each was compiled, statically with musl 1.2.5 and the kernel headers 6.12 of Debian 13.
 *
 * @internal
 */
export const _KNOWN_BAD: Record<string, KnownBad> = {
};
