import type { Problem } from '../core';
import type { Pipeline } from './pipeline';
import type { Dialect, Yaml } from './yaml';

/** One file in a forge's words. */
export interface ForgeFile {
  /** From the root of the repository. */
  readonly path: string;
  /** What it is for, and what has to be set up for it: the comment at its top. */
  readonly comments: readonly string[];
  readonly content: Yaml;
}

/** A pipeline in a forge's words, and what that forge cannot say. */
export interface ForgeDrawing {
  readonly files: readonly ForgeFile[];
  /** The container images that the files use, besides those of the user. */
  readonly images: readonly string[];
  readonly problems: readonly Problem[];
}

/** A forge: from a pipeline to its files, and nothing else. */
export interface ForgeBackend {
  /** As people call it. */
  readonly name: string;
  /** What it evaluates in its files. */
  readonly dialect: Dialect;
  draw(pipeline: Pipeline): ForgeDrawing;
}

/** Answers every intent, trigger or the like in a forge's words; the compiler lists what was forgotten. */
export type Words<Kind extends string, All extends Record<Kind, string>, Said> = {
  readonly [K in All[Kind]]: (one: Extract<All, Record<Kind, K>>) => Said;
};

/** The words for one of them. */
export function wordsFor<Kind extends string, All extends Record<Kind, string>, Said>(
  words: Words<Kind, All, Said>, kind: All[Kind], one: All,
): Said {
  return words[kind](one as never);
}
