import fc from 'fast-check';
import { Stage } from './stage';
import { Instruction } from '../../../src/dockerfile';
import { ReadInstruction, Step } from '../answer';

/** What something has to be. Only fields that are there are compared. */
export type Like<T> = T extends readonly (infer E)[] ? readonly Like<E>[] : T extends object ? { readonly [K in keyof T]?: Like<T[K]> } : T;

/** What BuildKit has to read, and to do. */
export interface Meaning {
  readonly instruction?: Like<ReadInstruction>;
  readonly step?: Like<Step>;
}

/** Something that is to be said with one instruction. */
export interface Statement {
  /** Names of files that it copies, of which some need care. */
  readonly files?: readonly string[];
  /** The instruction, if it is not refused. */
  make(): Instruction;
  /** What it means in a stage, which it changes; the build arguments count in `ARG`. */
  means(stage: Stage, args: Record<string, string>): Meaning;
}

/** Statements of one kind: what is said of it, how it is said, and what that means. */
export function statements<T>(
  said: fc.Arbitrary<T>,
  make: (said: T) => Instruction,
  means: (said: T, stage: Stage, args: Record<string, string>) => Meaning,
  files?: (said: T) => readonly string[],
): fc.Arbitrary<Statement> {
  return said.map(each => ({
    make: () => make(each),
    means: (stage, args) => means(each, stage, args),
    files: files?.(each),
  }));
}

/** A value, or none. */
export function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 2 });
}
