import type { _Verdict } from './claim-family';
import { _Finding, _FindingId, _found } from './finding';

/** More of one kind would hide the others, and fill the memory where a whole system is that should not be. */
const MOST_FINDINGS = 100;

/**
 * Takes down what is looked at, and what of it does not hold.
 *
 * @internal
 */
export class _Notes {
  private readonly findings: _Finding[] = [];
  private readonly unchecked: string[] = [];
  private checked = 0;
  private more = 0;

  /** @param platform none where it is about the image as a whole */
  public constructor(private readonly platform?: string) {}

  /** One more thing was looked at. */
  public look(count = 1): void {
    this.checked += count;
  }

  /** Something does not hold. */
  public find(id: _FindingId, what: string, path?: string, platform: string | undefined = this.platform): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push(_found(id, { platform, path }, what));
    else this.more++;
  }

  /** Something could not be looked at. */
  public skip(why: string): void {
    this.unchecked.push(why);
  }

  public get verdict(): _Verdict {
    return { checked: this.checked, findings: this.findings, more: this.more, unchecked: this.unchecked };
  }
}
