import { _readDirectives } from './read-document';
import type { _Remarks } from './remarks';
import { _Statement, _readStatements } from './statements';
import { _refuseWindows } from './windows';
import { _refuse } from '../../core';
import { Arg, ArgDeclaration } from '../nodes/arg';
import type { Directives } from '../nodes/directives';
import { From } from '../nodes/from';
import { _readSyntax } from '../syntax/read-syntax';
import type { Word } from '../words/word';
import { _canBecome } from '../words/word-fits';

/**
 * A `FROM` and the instructions of its stage.
 *
 * @internal
 */
export interface _ReadStage {
  /** The name; undefined if it has none. */
  readonly name?: string;
  /** The line of its `FROM`. */
  readonly line: number;
  /** The comments above the `FROM`. */
  readonly above: _Remarks;
  readonly image: Word;
  readonly platform?: Word;
  /** The index of the stage that it continues. */
  readonly continues?: number;
  /** The indexes of the earlier stages that a base with variables can refer to; empty for an image. */
  readonly candidates: readonly number[];
  readonly statements: readonly _Statement[];
}

/**
 * A Dockerfile, split into stages.
 *
 * @internal
 */
export interface _ReadStages {
  readonly directives: Directives;
  /** The instructions above the first `FROM`. */
  readonly globals: readonly _Statement[];
  /** The arguments that they declare. */
  readonly globalArgs: readonly ArgDeclaration[];
  readonly stages: readonly _ReadStage[];
  /** The comments below the last instruction. */
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
  const starts = statements.flatMap(({ node }, i) => (node instanceof From ? [i] : []));
  const byName = new Map<string, number>();
  const globals = statements.slice(0, starts[0]);
  const globalArgs = globals.flatMap(({ node }) => (node instanceof Arg ? node.declarations : []));
  const stages = starts.map((start, index): _ReadStage => {
    const { above, node, instruction: { range: { startLine: line } } } = statements[start];
    const { image, platform, alias } = node as From;
    const continues = byName.get(image._text ?? '');
    if (alias !== undefined && byName.has(alias)) refuseTwice(alias, line);
    if (alias !== undefined) byName.set(alias, index);
    const candidates = findCandidates(image, [...byName].filter(([, each]) => each < index), globalArgs);
    return { name: alias, line, above, image, platform, continues, candidates, statements: statements.slice(start + 1, starts[index + 1]) };
  });
  _refuseWindows(stages, globalArgs);
  return { directives: _readDirectives(tree), globals, globalArgs, stages, below };
}

/**
 * A base with a part of a name, as in `base-$VARIANT`, refers to all stages that it matches: a build may choose one other than the
 * default. A variable alone may be any image, unless its default is a stage.
 */
function findCandidates(image: Word, above: [name: string, index: number][], globals: readonly ArgDeclaration[]): number[] {
  if (image.isLiteral) return [];
  const hasText = image._parts.some(part => typeof part === 'string');
  const isStage = (value?: Word) => above.some(([name]) => name === value?._text);
  const isMeant = hasText || globals.some(({ name, defaultValue }) => image.variables.includes(name) && isStage(defaultValue));
  return isMeant ? above.filter(([name]) => _canBecome(image, name)).map(([, index]) => index) : [];
}

function refuseTwice(name: string, line: number): never {
  return _refuse({
    id: 'dockerfile/stage-twice',
    where: `line ${line}`,
    what: `Two stages are named "${name}".`,
    why: 'BuildKit would use the later one for both.',
    fix: 'Rename one of them.',
  });
}
