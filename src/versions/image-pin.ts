import { _refusePin } from './refuse-pin';

/** A container image, pinned by tag and digest. */
export class ImagePin {
  /** The complete reference, `name:tag@sha256:…`. */
  public readonly ref: string;
  /** E.g. `golang`, `docker/dockerfile`. */
  public readonly name: string;
  /** E.g. `1.26.3-alpine`. */
  public readonly tag: string;
  /** `sha256:` and 64 hex digits. */
  public readonly digest: string;

  /**
   * @param key its key in versions.json, e.g. `go`
   * @param ref `name:tag@sha256:…`
   * @throws `versions/pin`
   */
  public constructor(public readonly key: string, ref: string) {
    _refusePin('images', key, { ref });
    const [tagged, digest] = ref.split('@');
    const colon = tagged.lastIndexOf(':');
    this.ref = ref;
    this.name = tagged.slice(0, colon);
    this.tag = tagged.slice(colon + 1);
    this.digest = digest;
  }
}
