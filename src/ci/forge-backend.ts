import type { Problem } from '../core';
import type { ForgePins } from './forge-pins';
import type { Pipeline } from './pipeline';
import type { OutputFile } from '../plan';
import type { Dialect, Yaml } from '../yaml';

/** What all files of forges have. */
interface ForgeFileBase {
  /** From the root of the repository. */
  readonly path: string;
  /** The comment at its top: its purpose, and what has to be set up for it. */
  readonly comments: readonly string[];
}

/** A workflow of a forge. */
export interface ForgeWorkflow extends ForgeFileBase {
  readonly content: Yaml;
}

/** A script, which is executable. */
export interface ForgeScript extends ForgeFileBase {
  /** What follows the comment. */
  readonly script: string;
}

/** One file of a forge. */
export type ForgeFile = ForgeWorkflow | ForgeScript;

/** The files of a pipeline for one forge, and the features that the forge does not support. */
export interface ForgeDrawing {
  readonly files: readonly ForgeFile[];
  /** The values in the files that versions.json can pin. */
  readonly pins: ForgePins;
  readonly problems: readonly Problem[];
}

/** A forge: renders a pipeline as its files, and does nothing else. */
export interface ForgeBackend {
  /** Its usual name. */
  readonly name: string;
  /** How it evaluates expressions in its workflows, if it has any. */
  readonly dialect?: Dialect;
  /** The method of `Forge` that creates it, if that is not its name in small letters. */
  readonly factory?: string;
  draw(pipeline: Pipeline): ForgeDrawing;
  /** Files that code of a team makes. It runs when files are rendered, and not before. */
  renderMore?(pipeline: Pipeline, marker: string): OutputFile[];
  /** Problems that code of a team finds. */
  findMore?(pipeline: Pipeline, marker: string): Problem[];
}

/** One function for each kind of intent, trigger and so on, which renders it for a forge; the compiler lists missing ones. */
export type Words<Kind extends string, All extends Record<Kind, string>, Said> = {
  readonly [K in All[Kind]]: (one: Extract<All, Record<Kind, K>>) => Said;
};

/** Renders one of them. */
export function applyWords<Kind extends string, All extends Record<Kind, string>, Said>(
  words: Words<Kind, All, Said>, kind: All[Kind], one: All,
): Said {
  return words[kind](one as never);
}
