/** An optional feature of a Go program. */
export interface GoFeature {
  /** Your name for it. */
  readonly name: string;
  /**
   * The build tag that includes it.
   * @default - it is included unless omitTag is given
   */
  readonly keepTag?: string;
  /**
   * The build tag that leaves it out.
   * @default - it is left out unless keepTag is given
   */
  readonly omitTag?: string;
  /**
   * Names of features that it needs.
   * @default - none
   */
  readonly needs?: string[];
  /**
   * Programs that it calls at run time.
   * @default - none
   */
  readonly commands?: string[];
}
