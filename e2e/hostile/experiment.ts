import { ARGUMENTS, CODE, OTHER_GOOD } from './code';
import { hiddenIn } from './hidden';
import { Slot, Visitor, watched } from './intercept';
import { Difference, differences } from './judge';
import { PROGRAMS, Program } from './programs';
import { Outcome, Refused, Sandbox, Written } from './sandbox';
import { Shapes } from './shapes';
import { HOSTILE_STRINGS, HostileString, PLACINGS, Placing, placed } from './strings';

/** One text of a program that is another one. */
export interface Pair {
  readonly program: string;
  readonly slot: Slot;
  readonly string: HostileString;
  readonly placing: Placing;
  /** Whether every text of the program that is the same changes with it. */
  readonly everywhere: boolean;
}

/** What is wrong with a pair. */
export interface Failure {
  readonly pair: Pair;
  readonly kind: Difference['kind'] | 'exception' | 'half' | 'message';
  readonly file?: string;
  readonly what: string;
}

/** An optional text that no program gives is filled with it. */
const FILLING = (): string => 'good';

/** A message that is longer than this quotes a long value whole. */
const LONGEST_MESSAGE = 30_000;

/** Good programs that are run with hostile texts. */
export class Experiment {
  private readonly sandbox = new Sandbox();
  private readonly good = new Map<string, { readonly outcome: Outcome; readonly slots: readonly Slot[] }>();

  private readonly filled = new Map<string, Outcome>();

  /** Runs the good programs, each once. */
  public constructor(private readonly programs: readonly Program[] = PROGRAMS) {
    for (const program of programs) {
      const slots: Slot[] = [];
      const outcome = this.sandbox.run(program, run => watched(slot => { slots.push(slot); return undefined; }, FILLING, run));
      this.good.set(program.name, { outcome, slots });
    }
  }

  /** Good programs that are not. */
  public get broken(): string[] {
    return [...this.good].filter(([, { outcome }]) => outcome.kind !== 'written')
      .map(([name, { outcome }]) => `${name}: ${outcome.kind === 'refused' ? outcome.message : (outcome as { error: string }).error}`);
  }

  /** Optional texts that no program gives, and that are refused when they are filled in. */
  public get refusedFillings(): { readonly option: string; readonly message: string }[] {
    return this.slots.filter(({ slot }) => slot.isAbsent).flatMap(({ program, slot }) => {
      const outcome = this.run(program, each => (each.call === slot.call && each.place === slot.place ? each.value : undefined));
      return outcome.kind === 'written' ? [] : [{ option: slot.option, message: outcome.kind === 'refused' ? outcome.message : outcome.error }];
    });
  }

  /** The texts to change: for each option and each way to it, the first and the last of a list, in the first program that has it. */
  public get slots(): { readonly program: string; readonly slot: Slot }[] {
    const given = new Set([...this.good.values()].flatMap(({ slots }) => slots).filter(({ isAbsent }) => !isAbsent).map(({ option }) => option));
    const chosen = new Map<string, { program: string; slot: Slot }>();
    for (const [program, { slots }] of this.good) {
      for (const slot of slots) {
        if (slot.isAbsent && given.has(slot.option)) continue;
        const key = `${slot.option} ${slot.place.replace(/\[[1-9]\d*\]$/, '[n]').replace(/\[\d+\](?=.)|\.\d+|\{\d+\}/g, '')}`;
        if (!chosen.has(key)) chosen.set(key, { program, slot });
      }
    }
    return [...chosen.values()];
  }

  /** All pairs of slots and strings. */
  public get pairs(): Pair[] {
    const all = HOSTILE_STRINGS.flatMap(string => (string.as ?? PLACINGS).map(placing => ({ string, placing })));
    return this.slots.flatMap(({ program, slot }) => {
      const isShared = this.isShared(program, slot);
      return all.map(({ string, placing }): Pair => ({ program, slot, string, placing, everywhere: isShared && placing !== 'alone' }));
    });
  }

  /** Whether a program says a text more than once: a path that is made, and later used. */
  private isShared(program: string, slot: Slot): boolean {
    const same = this.good.get(program)!.slots.filter(({ value, isAbsent }) => value === slot.value && !isAbsent);
    return !slot.isAbsent && slot.value !== '' && same.length > 1;
  }

  /** Runs one pair, and judges what came of it. */
  public async judge(shapes: Shapes, pair: Pair): Promise<{ readonly outcome: Outcome['kind']; readonly failures: Failure[] }> {
    const { program, slot, string, placing, everywhere } = pair;
    const hostile = placed(string, placing, slot.value);
    const isSame = (each: Slot) => everywhere && !each.isAbsent && each.value === slot.value;
    const isMeant = (each: Slot) => (each.call === slot.call && each.place === slot.place) || isSame(each);
    const outcome = this.run(program, each => (isMeant(each) ? hostile : undefined));
    const failed = (kind: Failure['kind'], what: string, file?: string): Failure => ({ pair, kind, what, file });
    if (outcome.kind === 'threw') return { outcome: 'threw', failures: [failed('exception', outcome.error)] };
    if (outcome.kind === 'refused') return { outcome: 'refused', failures: faultsOf(outcome).map(([kind, what]) => failed(kind, what)) };
    const change = { good: slot.value, hostile, code: CODE[slot.option]?.is, isArgument: ARGUMENTS.has(slot.option) };
    const found = await differences(shapes, this.goodOf(pair), outcome, change);
    for (const other of OTHER_GOOD[slot.option] ?? []) {
      if (found.length === 0) break;
      const again = this.run(program, each => (isMeant(each) ? other : undefined));
      if (again.kind !== 'written' || (await differences(shapes, again, outcome, { ...change, good: other })).length > 0) continue;
      return { outcome: 'written', failures: [] };
    }
    return { outcome: 'written', failures: found.map(({ kind, file, what }) => failed(kind, what, file)) };
  }

  /** What an optional text that the program leaves out makes of it is no fault. */
  private goodOf({ program, slot }: Pair): Written {
    const { outcome } = this.good.get(program)!;
    if (!slot.isAbsent) return outcome as Written;
    const key = `${program} ${slot.call} ${slot.place}`;
    const filled = this.filled.get(key) ?? this.run(program, each => (each.call === slot.call && each.place === slot.place ? slot.value : undefined));
    this.filled.set(key, filled);
    return filled as Written;
  }

  private run(program: string, visit: Visitor): Outcome {
    return this.sandbox.run(this.programs.find(({ name }) => name === program)!, run => watched(visit, FILLING, run));
  }

  /** Ends it. */
  public end(): void {
    this.sandbox.end();
  }
}

/** What is wrong with how something was refused. */
function faultsOf({ ids, message, left }: Refused): [kind: Failure['kind'], what: string][] {
  const hidden = hiddenIn(message);
  return [
    ...(left.length === 0 ? [] : [['half', `refused, and ${left.join(', ')} written`] as [Failure['kind'], string]]),
    ...[
      ...(hidden === undefined ? [] : [`the message holds ${hidden}: ${ids.join()}`]),
      ...(message.length > LONGEST_MESSAGE ? [`the message has ${message.length} characters: ${ids.join()}`] : []),
      ...(ids.length === 0 ? [`no id in: ${message.slice(0, 200)}`] : []),
    ].map((what): [Failure['kind'], string] => ['message', what]),
  ];
}
