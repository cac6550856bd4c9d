import type { _Remarks } from './remarks';
import { _refuseWithLine, _readStatements } from './statements';
import { BlankLine, Comment } from '../nodes/comment';
import { Directives, _checkDirectives } from '../nodes/directives';
import { DockerfileNode } from '../nodes/node';
import { EscapeCharacter } from '../print/escape';
import { _quoteShortened } from '../print/text';
import { _parseDirective } from '../syntax/directives';
import { _readSyntax } from '../syntax/read-syntax';
import { _refuseAt } from '../syntax/refuse-at';
import type { _Range, _SyntaxTree } from '../syntax/syntax-tree';

/**
 * The content of a `DockerfileDocument`, and the place of each instruction in the file.
 *
 * @internal
 */
export interface _ReadDocument {
  readonly directives: Directives;
  readonly header?: string[];
  readonly nodes: DockerfileNode[];
  readonly _ranges: ReadonlyMap<DockerfileNode, _Range>;
}

/**
 * Reads a Dockerfile into equivalent nodes.
 *
 * @throws as `_readSyntax` and `_readStatements`, `dockerfile/syntax-directive`, `dockerfile/check-directive`
 * @internal
 */
export function _readDocument(text: string): _ReadDocument {
  const tree = _readSyntax(text);
  const { statements, below } = _readStatements(tree);
  refuseMaintainer(tree);
  const [first, ...rest] = statements;
  const directives = _readDirectives(tree);
  for (const { name, range } of tree.directives) {
    _refuseWithLine(tree, range.startLine, () => _checkDirectives({ [name]: directives[name as keyof Directives] }));
  }
  const { header, above } = readHeader(directives, first.above);
  const ranges = new Map<DockerfileNode, _Range>();
  const nodes = [{ ...first, above }, ...rest].flatMap(({ above: remarks, instruction, node }) => {
    ranges.set(node, instruction.range);
    return [..._createRemarkNodes(remarks), node];
  });
  return { directives, ...header, nodes: [...nodes, ..._createRemarkNodes(below)], _ranges: ranges };
}

/** A label is the replacement, but not an equivalent. */
function refuseMaintainer(tree: _SyntaxTree): void {
  const maintainer = tree.instructions.find(({ name }) => name === 'MAINTAINER');
  if (maintainer === undefined) return;
  _refuseAt(tree.text, maintainer.range.startLine, {
    id: 'dockerfile/maintainer',
    what: `MAINTAINER is ${_quoteShortened(maintainer.rest)}.`,
    why: 'The instruction is deprecated, and this library does not support it.',
    fix: `Replace it with: LABEL org.opencontainers.image.authors=${JSON.stringify(maintainer.rest)}`,
  });
}

/** The comment directly below the directives, separated from the first instruction. */
function readHeader(directives: Directives, above: _Remarks): { header?: { header: string[] }; above: _Remarks } {
  const length = above.findIndex(text => text === undefined);
  if (Object.values(directives).length > 0) {
    return length > 0 ? { header: { header: above.slice(0, length) as string[] }, above: above.slice(length) } : { above };
  }
  // An empty line or one with "#!" was above the first comment: without it, the comment could become a directive.
  const [first] = above.filter(text => text !== undefined);
  return { above: first !== undefined && _parseDirective(`# ${first}`) !== undefined ? ['', ...above] : above };
}

/**
 * The directives of a file. BuildKit reads only the first word of the check options.
 *
 * @internal
 */
export function _readDirectives(tree: _SyntaxTree): Directives {
  const value = (name: string) => tree.directives.find(directive => directive.name === name)?.value;
  const given = { syntax: value('syntax'), escape: value('escape') as EscapeCharacter | undefined, check: value('check')?.split(' ')[0] };
  return Object.fromEntries(Object.entries(given).filter(([, each]) => each !== undefined));
}

/**
 * Comments and empty lines. Adjacent comment lines are one node.
 *
 * @internal
 */
export function _createRemarkNodes(remarks: _Remarks): DockerfileNode[] {
  const groups: (string[] | undefined)[] = [];
  for (const remark of remarks) {
    const last = groups.at(-1);
    if (remark !== undefined && last !== undefined) last.push(remark);
    else groups.push(remark === undefined ? undefined : [remark]);
  }
  return groups.map(lines => (lines === undefined ? new BlankLine() : new Comment(lines)));
}
