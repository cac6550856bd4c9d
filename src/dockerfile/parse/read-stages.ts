import { _Call, _made } from './call';
import { _directives } from './read-document';
import type { _Remarks } from './remarks';
import { _Statement, _readStatements } from './statements';
import { _refuseWindows } from './windows';
import { _literalOf } from './word-call';
import { _refuse } from '../../core';
import type { Directives } from '../nodes/directives';
import { _readSyntax } from '../syntax/read-syntax';
import type { Word } from '../words/word';
import { _fits } from '../words/word-fits';

/**
 * A `FROM` and what follows.
 *
 * @internal
 */
export interface _ReadStage {
  /** Undefined where it has none. */
  readonly name?: string;
  /** The line of its `FROM`. */
  readonly line: number;
  /** What stands above the `FROM`. */
  readonly above: _Remarks;
  /** How the word behind `FROM` is made. */
  readonly image: _Call;
  readonly platform?: _Call;
  /** Which stage of the file it continues. */
  readonly continues?: number;
  /** Which stages above it a base with variables is meant to choose from; none where it is an image. */
  readonly candidates: readonly number[];
  readonly statements: readonly _Statement[];
}

/**
 * A Dockerfile stage by stage.
 *
 * @internal
 */
export interface _ReadStages {
  readonly directives: Directives;
  /** The arguments above the first `FROM`. */
  readonly globals: readonly _Statement[];
  readonly stages: readonly _ReadStage[];
  /** What stands below the last instruction. */
  readonly below: _Remarks;
}

/**
 * Reads a Dockerfile into its stages.
 *
 * @throws as `_readSyntax` and `_readStatements`, `dockerfile/stage-twice`, `dockerfile/windows`
 * @internal
 */
export function _readStages(text: string): _ReadStages {
  const tree = _readSyntax(text);
  const { statements, below } = _readStatements(tree);
  const starts = statements.flatMap(({ call }, i) => (call.maker === 'new From' ? [i] : []));
  const byName = new Map<string, number>();
  const globals = statements.slice(0, starts[0]);
  const stages = starts.map((start, index): _ReadStage => {
    const { above, call, instruction: { range: { startLine: line } } } = statements[start];
    const { image, platform, alias } = call.args[0] as { image: _Call; platform?: _Call; alias?: string };
    const continues = byName.get(_literalOf(image) ?? '');
    if (alias !== undefined && byName.has(alias)) refuseTwice(alias, line);
    if (alias !== undefined) byName.set(alias, index);
    const candidates = candidatesOf(image, [...byName].filter(([, each]) => each < index), globals);
    return { name: alias, line, above, image, platform, continues, candidates, statements: statements.slice(start + 1, starts[index + 1]) };
  });
  _refuseWindows(stages, globals);
  return { directives: _directives(tree), globals, stages, below };
}

/**
 * A part of a stage's name that stands there, as in `base-$VARIANT`, means all stages that it fits: whoever builds may choose another one
 * than the default. A variable alone may be any image, unless its default is a stage.
 */
function candidatesOf(image: _Call, above: [name: string, index: number][], globals: readonly _Statement[]): number[] {
  const word = _made<Word>(image);
  if (word.isLiteral) return [];
  const hasText = word._parts.some(part => typeof part === 'string');
  const defaults = globals.flatMap(({ call }) => call.args[0] as { name: string; defaultValue?: _Call }[]);
  const isStage = (value?: _Call) => above.some(([name]) => name === value?.args[0]);
  const isMeant = hasText || defaults.some(({ name, defaultValue }) => word.variables.includes(name) && isStage(defaultValue));
  return isMeant ? above.filter(([name]) => _fits(word, name)).map(([, index]) => index) : [];
}

/**
 * The same call with something else for each name of a stage or an image that files are copied or mounted from.
 *
 * @internal
 */
export function _withSources(call: _Call, rename: (source: string) => unknown): _Call {
  // What ONBUILD triggers names the stages of another file.
  return call.maker === 'new OnBuild' ? call : new _Call(call.maker, call.args.map(value => renamed(value, rename)));
}

function renamed(value: unknown, rename: (source: string) => unknown): unknown {
  if (value instanceof _Call) return _withSources(value, rename);
  if (Array.isArray(value)) return value.map(each => renamed(each, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => {
    const isSource = (key === 'copyFrom' || key === 'mountFrom') && typeof each === 'string';
    return [key, isSource ? rename(each) : renamed(each, rename)];
  }));
}

function refuseTwice(name: string, line: number): never {
  return _refuse({
    id: 'dockerfile/stage-twice',
    where: `line ${line}`,
    what: `Two stages are named "${name}".`,
    why: 'BuildKit would take the later one for both.',
    fix: 'Give one of them another name.',
  });
}
