import { _refuse } from '../core';
import { BlankLine, Comment } from './nodes/comment';
import { Directives, _checkDirectives, _printDirectives, _checkNotDirective } from './nodes/directives';
import { Frontend } from './nodes/frontend';
import { _FRONTEND_VERSIONS } from './nodes/frontend-versions';
import { DockerfileNode } from './nodes/node';
import { _readDocument } from './parse/read-document';
import { EscapeCharacter } from './print/escape';
import type { _Range } from './syntax/syntax-tree';

/** Properties of `DockerfileDocument`. */
export interface DockerfileDocumentProps {
  /**
   * The directives at the top.
   * @default - none
   */
  readonly directives?: Directives;
  /**
   * Comment lines below the directives, without `#`.
   * @default - none
   */
  readonly header?: string[];
  /** Instructions, comments and empty lines. */
  readonly nodes: DockerfileNode[];
  /**
   * The original place of each instruction, if the document was read from a file.
   *
   * @internal
   */
  readonly _ranges?: ReadonlyMap<DockerfileNode, _Range>;
}

/**
 * The place of a node in the printed text. Lines count from 1.
 *
 * @internal
 */
export interface _PrintedNode {
  readonly node: DockerfileNode;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** The feature name of the check directive. */
const CHECK = 'check directive';

/** A whole Dockerfile. Its printed form is canonical. */
export class DockerfileDocument {
  /**
   * Reads a Dockerfile with its comments. It refuses what this library would not write, and reports the line.
   *
   * @param text the whole file
   * @throws `dockerfile/…`
   */
  public static parse(text: string): DockerfileDocument {
    return new DockerfileDocument(_readDocument(text));
  }

  /** The comment lines below the directives; undefined for none. */
  private readonly _header?: Comment;
  private readonly _directives: Directives;
  private readonly _nodes: DockerfileNode[];
  private readonly _ranges: ReadonlyMap<DockerfileNode, _Range>;

  /**
   * @throws `dockerfile/frontend` if a feature is newer than the frontend, `dockerfile/comment-directive`, `dockerfile/syntax-directive`,
   * `dockerfile/check-directive`, and ids for text that cannot be written with another escape character
   */
  public constructor(props: DockerfileDocumentProps) {
    this._directives = { ...props.directives };
    this._header = props.header?.length ? new Comment(props.header) : undefined;
    this._nodes = [...props.nodes];
    this._ranges = props._ranges ?? new Map();
    _checkDirectives(this._directives);
    this.checkFrontend();
    const hasDirectives = _printDirectives(this._directives).length > 0;
    const [first] = this._header === undefined && !hasDirectives ? trimBlankLines(this._nodes) : [this._header];
    if (first instanceof Comment) _checkNotDirective(first.lines);
    if (this.escape !== EscapeCharacter.BACKSLASH) this.print();
  }

  /** The instructions, comments and empty lines. */
  public get nodes(): DockerfileNode[] {
    return [...this._nodes];
  }

  /**
   * The line in the file where an instruction begins; undefined if it was not read from a file.
   *
   * @param instruction an object in `nodes`
   */
  public lineOf(instruction: DockerfileNode): number | undefined {
    return this._ranges.get(instruction)?.startLine;
  }

  /** The comment lines below the directives, without `#`. */
  public get header(): string[] {
    return this._header?.lines ?? [];
  }

  /** The directives at the top. */
  public get directives(): Directives {
    return { ...this._directives };
  }

  /** The frontend features that it needs, in alphabetical order. */
  public get features(): string[] {
    return [...new Set([
      ...(this._directives.check === undefined ? [] : [CHECK]),
      ...this._nodes.flatMap(node => node._listFeatures()),
    ])].sort();
  }

  /** The oldest frontend that can read it. */
  public get requiredFrontend(): Frontend {
    return Frontend.required(this.features);
  }

  /** The printed text, which ends with one line break. */
  public print(): string {
    return this._printWithPlaces().text;
  }

  /**
   * The printed text, and the places of all `nodes` in it except empty lines at both ends, in order.
   *
   * @internal
   */
  public _printWithPlaces(): { readonly text: string; readonly places: _PrintedNode[] } {
    const top = [..._printDirectives(this._directives), ...this._header === undefined ? [] : [this._header._print()]];
    const nodes = trimBlankLines(this._nodes);
    const lines = nodes.map(node => node._print(this.escape));
    // Any other line, even an empty one, ends the directives: no comment below is read as one.
    const above = top.length > 0 && nodes.length > 0 ? [...top, ''] : top;
    let next = 1 + countLines(above);
    const places = nodes.map((node, i) => {
      const firstLine = next;
      next += countLines([lines[i]]);
      return { node, firstLine, lastLine: next - 1 };
    });
    return { text: `${[...above, ...lines].join('\n')}\n`, places };
  }

  private get escape(): EscapeCharacter {
    return this._directives.escape ?? EscapeCharacter.BACKSLASH;
  }

  /** Checks only the instructions: an older frontend reads an unknown directive as a comment. */
  private checkFrontend(): void {
    const frontend = Frontend._findNamed(this._directives.syntax ?? '');
    if (frontend === undefined) return;
    const missing = this.features.filter(feature => feature !== CHECK && !frontend.supports(feature));
    if (missing.length === 0) return;
    const line = this.lineOf(this._nodes.find(node => node._listFeatures().includes(missing[0]))!);
    _refuse({
      id: 'dockerfile/frontend',
      where: line === undefined ? undefined : `line ${line}`,
      what: `The frontend is ${frontend}, but the instructions need: ${
        missing.map(feature => `${feature} (${_FRONTEND_VERSIONS[feature].since})`).join(', ')}.`,
      why: 'The build would fail at the first of them, or behave differently.',
      fix: `Use docker/dockerfile:${Frontend.required(missing)} or newer, or remove them.`,
    });
  }
}

function trimBlankLines(nodes: DockerfileNode[]): DockerfileNode[] {
  const isContent = nodes.map(node => !(node instanceof BlankLine));
  return nodes.slice(isContent.indexOf(true), isContent.lastIndexOf(true) + 1);
}

/** Counts the lines of texts printed one below the other. */
function countLines(texts: string[]): number {
  let count = texts.length;
  for (const text of texts) for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
