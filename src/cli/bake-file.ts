import { _EJECTED_MARK, _GENERATED_MARK, _parseJson } from '../core';
import { UsageError } from './command';

/** A target of `docker-bake.json`, with what matters here. */
export interface BakeTarget {
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly platforms: readonly string[];
  /** By name: a directory, `docker-image://…`, `oci-layout://…` or `target:…`. */
  readonly contexts: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** Everything in the file that determines it, as text. */
  readonly definition: string;
  /** Why some of its inputs cannot be told: only in a file that was edited by hand. */
  readonly doubts: readonly string[];
}

/** The beginnings of the first comment in a bake file of this library: that of a generated file, and that of an ejected project. */
const MARKS = [_GENERATED_MARK, _EJECTED_MARK];

/** Fields of a target with which other targets or files determine it. This library writes none of them. */
const COMPUTED = ['inherits', 'matrix', 'dockerfile-inline'];

/** A variable that is evaluated, and not a text with a doubled `$`. */
const VARIABLE = /(?<!\$)\$\{|(?<!%)%\{/;

/** The content of a `docker-bake.json`. */
export interface BakeFile {
  /** The targets that are images, in their order. */
  readonly images: readonly BakeTarget[];
  /** The targets that are further stages of images. */
  readonly stages: readonly BakeTarget[];
}

/**
 * Reads a `docker-bake.json`; undefined for one that this library did not write.
 *
 * @param path for messages
 * @throws UsageError if it is damaged
 */
export function readBakeFile(text: string, path: string): BakeFile | undefined {
  const { value, fault } = _parseJson(text);
  if (fault !== undefined) throw new UsageError(`${path} is not JSON: ${fault}. Run: npx projen synth`);
  const file = asObject(value);
  const mark = file['//'];
  if (typeof mark !== 'string' || !MARKS.some(each => mark.startsWith(each))) return undefined;
  const variables = asObject(file.variable);
  const targets = Object.entries(asObject(file.target)).map(([name, target]) => readTarget(name, asObject(target), variables));
  const names = listTexts(asObject(asObject(file.group).default).targets);
  return {
    images: names.map(name => {
      const target = targets.find(each => each.name === name);
      if (target !== undefined) return target;
      throw new UsageError(`${path} has no target "${name}", which its group "default" names. Run: npx projen synth`);
    }),
    stages: targets.filter(({ name }) => !names.includes(name)),
  };
}

function readTarget(name: string, target: Readonly<Record<string, unknown>>, variables: Readonly<Record<string, unknown>>): BakeTarget {
  const context = typeof target.context === 'string' ? target.context : '.';
  const dockerfile = typeof target.dockerfile === 'string' ? target.dockerfile : 'Dockerfile';
  const contexts = Object.entries(asObject(target.contexts)).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []));
  const computed = COMPUTED.filter(field => target[field] !== undefined);
  const evaluated = [context, dockerfile, ...contexts.map(([, value]) => value)].filter(each => VARIABLE.test(each));
  const text = JSON.stringify(target);
  const used = Object.entries(variables).filter(([variable]) => text.includes(variable));
  return {
    name: unescape(name),
    context: unescape(context),
    dockerfile: unescape(dockerfile),
    platforms: listTexts(target.platforms),
    contexts: Object.fromEntries(contexts.map(([key, value]) => [unescape(key), unescape(value)])),
    secrets: listTexts(target.secret).map(unescape),
    definition: JSON.stringify([target, used]),
    doubts: [
      ...computed.map(field => `its target has "${field}", which is not evaluated`),
      ...evaluated.map(each => `"${each}" contains a variable`),
    ],
  };
}

/** The reverse of `escapeLiteral`, by which the file was written. */
function unescape(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {};
}

function listTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}
