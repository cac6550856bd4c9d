/** A value of versions.json, and another one that a bot has written into generated files. */
export interface Adopted {
  readonly section: 'images' | 'packages' | 'actions';
  readonly key: string;
  /** The fields that change. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A value for a pin, and where it is. */
export interface Candidate extends Adopted {
  readonly file: string;
  readonly place: string;
  /** The version or tag, and that in versions.json. */
  readonly version: string;
  readonly current: string;
  /** The value in the form of `PinHistory`. */
  readonly value: string;
}
