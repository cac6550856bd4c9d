/** A user, as a line of `/etc/passwd`. */
export interface UserAccount {
  /** Login name. */
  readonly name: string;
  /** Numeric id: a whole number from 0 to 4294967294. A container can run with an id up to 2147483647. */
  readonly uid: number;
  /**
   * Numeric id of the primary group. A group with the user's name is added unless a group with this id is declared.
   * @default - the same as `uid`
   */
  readonly gid?: number;
  /**
   * Home directory, created with mode 0700.
   * @default "/"
   */
  readonly home?: string;
  /**
   * Login shell.
   * @default "/sbin/nologin"
   */
  readonly shell?: string;
}

/** A group, as a line of `/etc/group`. */
export interface UserGroup {
  /** Name. */
  readonly name: string;
  /** Numeric id: a whole number from 0 to 4294967294. */
  readonly gid: number;
  /**
   * Names of further members, besides the users whose primary group it is.
   * @default - none
   */
  readonly members?: string[];
}
