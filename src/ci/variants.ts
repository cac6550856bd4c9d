import { _escapeDoubleQuoted } from '../core';
import type { PipelineImage } from './pipeline';

type Address = Pick<PipelineImage, 'repository' | 'tagSuffix'>;

/** What each tag of an image ends with. */
export function formatTagSuffix(tagSuffix: string | undefined): string {
  return tagSuffix === undefined ? '' : `-${tagSuffix}`;
}

/** The repositories of a pipeline, each once: several variants of an image can share one. */
export function listRepositories(images: readonly Address[]): string[] {
  return [...new Set(images.map(({ repository }) => repository))];
}

/** What the tags of a pipeline end with, each once: `['', '-packed']`. */
export function listTagSuffixes(images: readonly Address[]): string[] {
  return [...new Set(images.map(({ tagSuffix }) => tagSuffix))];
}

/** The suffixes in a sentence, as a person writes them: `empty or packed`. */
export function describeTagSuffixes(suffixes: readonly string[]): string {
  return suffixes.map(suffix => suffix.slice(1) || 'empty').join(' or ');
}

/** What each tag of an image ends with, in a script: a text, which may be empty, or a variable of the script. */
export type TagSuffix = string | { readonly variable: string };

/** Prints it for use between double quotes. */
export function printTagSuffix(suffix: TagSuffix): string {
  return typeof suffix === 'string' ? _escapeDoubleQuoted(suffix) : `$${suffix.variable}`;
}
