import { Severity } from '../core';
import type { _FindingId } from '../manifest';
import type { _Acceptances } from './acceptances';
import type { _Accepted, _Verdict } from './claim-family';
import { _Finding, _Place, _found } from './finding';

/** More of one kind would hide the others, and fill the memory where a whole system is that should not be. */
const MOST_FINDINGS = 100;

/**
 * Takes down what is looked at, and what of it does not hold.
 *
 * @internal
 */
export class _Notes {
  private readonly findings: _Finding[] = [];
  private readonly remarks: _Finding[] = [];
  private readonly accepted: _Accepted[] = [];
  private readonly unchecked: string[] = [];
  private checked = 0;
  private failed = 0;
  /** Whether what was looked at last holds, as far as is known. */
  private holds = true;
  private more = 0;

  /** @param platform none where it is about the image as a whole */
  public constructor(private readonly acceptances: _Acceptances, private readonly platform?: string) {}

  /** One more claim was looked at. */
  public look(): void {
    this.checked++;
    this.holds = true;
  }

  /** The claim that was looked at last does not hold, unless that is accepted. */
  public find(id: _FindingId, what: string, place: string | Omit<_Place, 'severity'> = {}): void {
    if (this.holds) this.failed++;
    this.holds = false;
    const finding = this.found(id, what, place);
    if (this.isAccepted(finding)) return;
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
    else this.more++;
  }

  /** Something to know about that breaks no claim. */
  public remark(id: _FindingId, what: string, place: string | _Place = {}): void {
    const finding = { severity: Severity.WARNING, ...this.found(id, what, place) };
    if (!this.isAccepted(finding) && this.remarks.length < MOST_FINDINGS) this.remarks.push(finding);
  }

  /** Whether a finding that is not taken down yet is accepted; then that is. */
  public accepts(id: _FindingId, what: string, path: string): boolean {
    return this.isAccepted(this.found(id, what, path));
  }

  /** Something could not be looked at. */
  public skip(why: string): void {
    this.unchecked.push(why);
  }

  public get verdict(): _Verdict {
    const { checked, failed, findings, more, remarks, accepted, unchecked } = this;
    return { checked, held: checked - failed, findings, more, remarks, accepted, unchecked };
  }

  private found(id: _FindingId, what: string, place: string | _Place): _Finding {
    return _found(id, { platform: this.platform, ...typeof place === 'string' ? { path: place } : place }, what);
  }

  private isAccepted(finding: _Finding): boolean {
    const acceptance = this.acceptances.of(finding.id, finding.subject);
    if (acceptance === undefined) return false;
    if (this.accepted.length < MOST_FINDINGS) this.accepted.push({ finding, reason: acceptance.reason });
    return true;
  }
}
