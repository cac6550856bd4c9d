import type { _CommandUse, _FileUse, _SourcedFile, _Trap, _UnknownPlace } from './script-facts';

/**
 * The facts found so far in a script and in the texts that it runs.
 *
 * @internal
 */
export class _CollectedFacts {
  public readonly commands = new Map<string, _CommandUse>();
  public readonly unknown: _UnknownPlace[] = [];
  public readonly sources: _SourcedFile[] = [];
  public readonly files: _FileUse[] = [];
  public readonly background: number[] = [];
  public readonly traps: _Trap[] = [];
  public setsPath = false;
  public changesDirectory = false;

  /** Adds a command. For each name, the first use that is needed most counts: required before optional, unconditional before conditional. */
  public addCommand(use: _CommandUse): void {
    const known = this.commands.get(use.name);
    if (known === undefined) {
      this.commands.set(use.name, use);
      return;
    }
    // A builtin in one use may be a program in another: `exec echo`.
    const builtinOf = known.builtinOf.filter(shell => use.builtinOf.includes(shell));
    const ashSymbol = known.ashSymbol === use.ashSymbol ? known.ashSymbol : undefined;
    const isNeededMore = (known.optional && !use.optional) || (known.optional === use.optional && known.conditional === true && !use.conditional);
    const { line, optional, conditional } = isNeededMore ? use : known;
    this.commands.set(use.name, { name: use.name, line, optional, ...(conditional && { conditional }), builtinOf, ...(ashSymbol && { ashSymbol }) });
  }
}
