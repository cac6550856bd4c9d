import { Severity } from '../core';
import type { _FindingId } from '../manifest';
import type { _Acceptances } from './acceptances';
import type { _Accepted, _FamilyResult } from './claim-family';
import { _Finding, _Place, _createFinding } from './finding';

/** More would hide other findings, and fill the memory if an image contains a whole undeclared system. */
const MOST_FINDINGS = 100;

/**
 * Records which claims were checked, and which of them are wrong.
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
  /** Whether no finding was recorded for the claim that was checked last. */
  private holds = true;
  private more = 0;

  /** @param platform unset for claims about the whole image */
  public constructor(private readonly acceptances: _Acceptances, private readonly platform?: string) {}

  /** Counts one more checked claim. */
  public countClaim(): void {
    this.checked++;
    this.holds = true;
  }

  /** Records that the claim that was checked last is wrong, unless the finding is accepted. */
  public addFinding(id: _FindingId, what: string, place: string | Omit<_Place, 'severity'> = {}): void {
    if (this.holds) this.failed++;
    this.holds = false;
    const finding = this.createFinding(id, what, place);
    if (this.isAccepted(finding)) return;
    if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
    else this.more++;
  }

  /** Records something worth knowing that contradicts no claim. */
  public addRemark(id: _FindingId, what: string, place: string | _Place = {}): void {
    const finding = { severity: Severity.WARNING, ...this.createFinding(id, what, place) };
    if (!this.isAccepted(finding) && this.remarks.length < MOST_FINDINGS) this.remarks.push(finding);
  }

  /** Whether a finding is accepted that is not recorded yet; if so, records the acceptance. */
  public acceptFinding(id: _FindingId, what: string, path: string): boolean {
    return this.isAccepted(this.createFinding(id, what, path));
  }

  /** Records that something could not be checked. */
  public addUnchecked(why: string): void {
    this.unchecked.push(why);
  }

  public get verdict(): _FamilyResult {
    const { checked, failed, findings, more, remarks, accepted, unchecked } = this;
    return { checked, held: checked - failed, findings, more, remarks, accepted, unchecked };
  }

  private createFinding(id: _FindingId, what: string, place: string | _Place): _Finding {
    return _createFinding(id, { platform: this.platform, ...typeof place === 'string' ? { path: place } : place }, what);
  }

  private isAccepted(finding: _Finding): boolean {
    const acceptance = this.acceptances.findAcceptance(finding.id, finding.subject);
    if (acceptance === undefined) return false;
    if (this.accepted.length < MOST_FINDINGS) this.accepted.push({ finding, reason: acceptance.reason });
    return true;
  }
}
