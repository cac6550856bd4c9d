import { _refuse } from '../core';
import { BlankLine, Comment } from './comment';
import { Directives, _checkDirectives, _directiveLines, _noDirectives } from './directives';
import { EscapeCharacter } from './escape';
import { Frontend } from './frontend';
import { _FRONTEND_VERSIONS } from './frontend-versions';
import { DockerfileNode } from './node';
import { _readDocument } from './read/read-document';

/** Properties of `DockerfileDocument`. */
export interface DockerfileDocumentProps {
  /**
   * The lines at the top that say how it is read.
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
}

/** What the check directive is called among the features. */
const CHECK = 'check directive';

/** A whole Dockerfile. It prints in one way only. */
export class DockerfileDocument {
  /**
   * Reads a Dockerfile, with its comments. What this library would not write is refused with its line.
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

  /**
   * @throws `dockerfile/frontend` where a feature is newer than the frontend that is asked for, `dockerfile/comment-directive`,
   * `dockerfile/syntax-directive`, `dockerfile/check-directive`, and what cannot be said with another escape character
   */
  public constructor(props: DockerfileDocumentProps) {
    this._directives = { ...props.directives };
    this._header = props.header?.length ? new Comment(props.header) : undefined;
    this._nodes = [...props.nodes];
    _checkDirectives(this._directives);
    this.checkFrontend();
    const hasDirectives = _directiveLines(this._directives).length > 0;
    const [first] = this._header === undefined && !hasDirectives ? withoutBlankEnds(this._nodes) : [this._header];
    if (first instanceof Comment) _noDirectives(first.lines);
    if (this.escape !== EscapeCharacter.BACKSLASH) this.print();
  }

  /** The instructions, comments and empty lines. */
  public get nodes(): DockerfileNode[] {
    return [...this._nodes];
  }

  /** The comment lines below the directives, without `#`. */
  public get header(): string[] {
    return this._header?.lines ?? [];
  }

  /** The lines at the top that say how it is read. */
  public get directives(): Directives {
    return { ...this._directives };
  }

  /** What it needs from the frontend, in alphabetical order. */
  public get features(): string[] {
    return [...new Set([
      ...(this._directives.check === undefined ? [] : [CHECK]),
      ...this._nodes.flatMap(node => node._features()),
    ])].sort();
  }

  /** The oldest frontend that reads it. */
  public get requiredFrontend(): Frontend {
    return Frontend.required(this.features);
  }

  /** Its text, which ends in one line break. */
  public print(): string {
    const directives = _directiveLines(this._directives);
    const top = [...directives, ...this._header === undefined ? [] : [this._header._print()]];
    const nodes = withoutBlankEnds(this._nodes).map(node => node._print(this.escape));
    // The first line that is no directive ends them, be it an empty one: no comment below is read as one.
    return `${[...top, ...(top.length > 0 && nodes.length > 0 ? [''] : []), ...nodes].join('\n')}\n`;
  }

  private get escape(): EscapeCharacter {
    return this._directives.escape ?? EscapeCharacter.BACKSLASH;
  }

  /** Of the instructions: to an older frontend, a directive that it does not know is a comment. */
  private checkFrontend(): void {
    const frontend = Frontend._named(this._directives.syntax ?? '');
    const missing = this.features.filter(feature => feature !== CHECK && frontend?.supports(feature) === false);
    if (frontend === undefined || missing.length === 0) return;
    _refuse({
      id: 'dockerfile/frontend',
      what: `The frontend ${frontend} is asked for, but needed is: ${
        missing.map(feature => `${feature} (${_FRONTEND_VERSIONS[feature].since})`).join(', ')}.`,
      why: 'The build would stop at the first of them, or do something else.',
      fix: `Ask for docker/dockerfile:${Frontend.required(missing)} or newer, or do without.`,
    });
  }
}

function withoutBlankEnds(nodes: DockerfileNode[]): DockerfileNode[] {
  const isSaid = nodes.map(node => !(node instanceof BlankLine));
  return nodes.slice(isSaid.indexOf(true), isSaid.lastIndexOf(true) + 1);
}
