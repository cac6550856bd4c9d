import type { _Acceptance } from '../manifest';

/**
 * The findings that the declaration of the image accepts.
 *
 * @internal
 */
export class _Acceptances {
  private readonly used = new Set<_Acceptance>();

  public constructor(private readonly all: readonly _Acceptance[] = []) {}

  /** The acceptance for a finding; if several match, the one with the most specific subject. */
  public findAcceptance(id: string, subject: string | undefined): _Acceptance | undefined {
    const fitting = this.all.filter(each => each.id === id && isAbout(each.subject, subject));
    const [best] = fitting.sort((a, b) => (b.subject ?? '').length - (a.subject ?? '').length);
    if (best !== undefined) this.used.add(best);
    return best;
  }

  /** Acceptances that matched no finding. Those of rules are checked at synthesis, not here. */
  public get stale(): readonly _Acceptance[] {
    return this.all.filter(each => !this.used.has(each) && each.rule === undefined);
  }
}

function isAbout(accepted: string | undefined, subject: string | undefined): boolean {
  if (accepted === undefined || accepted === subject) return true;
  return accepted.endsWith('*') && subject?.startsWith(accepted.slice(0, -1)) === true;
}
