import type { _Acceptance } from '../manifest';

/**
 * What of the findings was accepted when the image was declared.
 *
 * @internal
 */
export class _Acceptances {
  private readonly used = new Set<_Acceptance>();

  public constructor(private readonly all: readonly _Acceptance[] = []) {}

  /** What accepts a finding; the one that says most about what. */
  public of(id: string, subject: string | undefined): _Acceptance | undefined {
    const fitting = this.all.filter(each => each.id === id && isAbout(each.subject, subject));
    const [best] = fitting.sort((a, b) => (b.subject ?? '').length - (a.subject ?? '').length);
    if (best !== undefined) this.used.add(best);
    return best;
  }

  /** Those with which nothing was accepted. What a rule told at synthesis is stale there or not at all. */
  public get stale(): readonly _Acceptance[] {
    return this.all.filter(each => !this.used.has(each) && each.rule === undefined);
  }
}

function isAbout(accepted: string | undefined, subject: string | undefined): boolean {
  if (accepted === undefined || accepted === subject) return true;
  return accepted.endsWith('*') && subject?.startsWith(accepted.slice(0, -1)) === true;
}
