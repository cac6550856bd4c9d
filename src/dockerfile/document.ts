import { _refuse } from '../core';
import { Comment } from './comment';
import { _FRONTEND_VERSIONS } from './frontend-versions';
import { DockerfileNode, _checkedLines } from './node';

/** The lines at the top of a Dockerfile that the parser itself reads. */
export interface Directives {
  /**
   * The frontend, an image reference, e.g. `docker/dockerfile:1.24.0@sha256:…`.
   * @default - the one that is built into the builder
   */
  readonly syntax?: string;
  /**
   * What the build checks do, e.g. `error=true`.
   * @default - warnings
   */
  readonly check?: string;
}

/** Properties of `DockerfileDocument`. */
export interface DockerfileDocumentProps {
  /**
   * The lines that the parser reads.
   * @default - none
   */
  readonly directives?: Directives;
  /**
   * Comment lines below them, without `#`.
   * @default - none
   */
  readonly header?: string[];
  /** Instructions, comments and empty lines. */
  readonly nodes: DockerfileNode[];
}

/** A whole Dockerfile. */
export class DockerfileDocument {
  private readonly _directives: Directives;
  private readonly _header: string[];
  private readonly _nodes: DockerfileNode[];

  /** @throws `dockerfile/frontend` when a feature is newer than the frontend that is asked for */
  public constructor(props: DockerfileDocumentProps) {
    this._directives = { ...props.directives };
    this._header = [...(props.header ?? [])];
    this._nodes = [...props.nodes];
    const frontend = /dockerfile:(\d+\.\d+)/.exec(this._directives.syntax ?? '')?.[1];
    const newer = this.features.filter(feature => frontend !== undefined && older(frontend, _FRONTEND_VERSIONS[feature]));
    if (newer.length > 0) {
      _refuse({
        id: 'dockerfile/frontend',
        what: `The frontend ${frontend} is asked for, but needed is: ${newer.map(feature => `${feature} (${_FRONTEND_VERSIONS[feature]})`).join(', ')}.`,
        why: 'The build would stop at the first of them.',
        fix: 'Pin a newer docker/dockerfile, or do without.',
      });
    }
  }

  /** What it needs from the frontend. */
  public get features(): string[] {
    return [...new Set(this._nodes.flatMap(node => node._features()))].sort();
  }

  /** Its text, which ends in one line break. */
  public print(): string {
    const { syntax, check } = this._directives;
    const text = [
      ...(syntax === undefined ? [] : [`# syntax=${syntax}`]),
      ...(check === undefined ? [] : [`# check=${check}`]),
      ...(this._header.length === 0 ? [] : [new Comment(this._header)._print()]),
      ...this._nodes.map(node => node._print()),
    ].join('\n');
    return _checkedLines(`${text.replace(/^\n+|\n+$/g, '')}\n`);
  }
}

function older(a: string, b: string): boolean {
  const [majorA, minorA] = a.split('.').map(Number);
  const [majorB, minorB] = b.split('.').map(Number);
  return majorA < majorB || (majorA === majorB && minorA < minorB);
}
