import { _refusePin } from './refuse-pin';

/** An action of a workflow, pinned by the commit of its tag. */
export class ActionPin {
  /**
   * @param name `owner/repository`
   * @param version the tag, e.g. `v7.0.1`
   * @param digest the commit, 40 hex digits
   * @throws `versions/pin`
   */
  public constructor(public readonly name: string, public readonly version: string, public readonly digest: string) {
    _refusePin('actions', name, { version, digest });
  }

  /** The value of `uses:`, `owner/repository@commit`; add the tag after it as a comment: `# v7.0.1`. */
  public get uses(): string {
    return `${this.name}@${this.digest}`;
  }
}
