/**
 * The contents of one BusyBox release, read from its sources: the shape of `catalog/busybox-VERSION.json`.
 * Expressions use Kconfig's syntax: `FIND && (DESKTOP || !NOMMU)`.
 *
 * @internal
 */
export interface _BusyboxCatalog {
  /** Address of the release's archive. */
  readonly source: string;
  readonly version: string;
  /** Checksum of the archive. */
  readonly sha256: string;
  /** In the order in which BusyBox lists them, which is the order of `busybox.links`. A name may appear twice, under different conditions. */
  readonly applets: _BusyboxApplet[];
  /** Groups of symbols of which exactly one is on. */
  readonly choices: _BusyboxChoice[];
  /** Sorted by name. */
  readonly symbols: _BusyboxSymbol[];
}

/** @internal */
export interface _BusyboxApplet {
  /** As typed on the command line. */
  readonly name: string;
  /** The symbol that switches it on. */
  readonly symbol: string;
  /** The condition for it, if it needs more than its symbol. */
  readonly when?: string;
  /** Directory of its link, e.g. `/usr/bin`. */
  readonly directory: string;
  /** How the shell runs it: `normal`, `oddname`, `noexec`, `nofork`. */
  readonly kind: string;
  /** Whether it wants a setuid binary: `drop`, `maybe`, `require`. */
  readonly suid: string;
}

/** @internal */
export interface _BusyboxChoice {
  readonly members: string[];
  /** The member that is on unless another is. */
  readonly preset: string;
}

/** @internal */
export interface _BusyboxSymbol {
  /** Without `CONFIG_`. */
  readonly name: string;
  readonly type: 'bool' | 'int' | 'string';
  /** The condition for it to take effect. */
  readonly depends?: string;
  /** Whether it cannot be set because it follows from others. */
  readonly hidden?: true;
  /** The first one whose condition holds applies. */
  readonly defaults?: _BusyboxDefault[];
  /** Symbols that it switches on. */
  readonly selects?: string[];
  /** Least value of an int: a number or the name of another symbol. */
  readonly least?: string;
  /** Greatest value of an int. */
  readonly most?: string;
}

/** @internal */
export interface _BusyboxDefault {
  /** An expression for a bool, else the value itself. */
  readonly value: string;
  readonly when?: string;
}
