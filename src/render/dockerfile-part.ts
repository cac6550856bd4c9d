import type { Origin } from '../core';
import { BlankLine, DockerfileNode, From } from '../dockerfile';
import type { StagePlan, StepPlan } from '../plan';
import type { PackagePin } from '../versions';

/**
 * What stands in some lines of a Dockerfile, and what of the plan it is.
 *
 * @internal
 */
export interface _DockerfilePart {
  readonly node: DockerfileNode;
  /** Lines count from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** The stage; undefined above the first one. */
  readonly stage?: StagePlan;
  /** What the stage does; undefined for its comment and `FROM`. */
  readonly step?: StepPlan;
  /** The version that is declared. */
  readonly pin?: PackagePin;
}

/**
 * The text of a Dockerfile, and who said which line of it.
 *
 * @internal
 */
export class _RenderedDockerfile {
  private readonly firstOf = new Map<object, _DockerfilePart>();
  private _lines?: string[];

  public constructor(
    /** From the root of the project. */
    public readonly path: string,
    public readonly text: string,
    /** Construct path of the image. */
    private readonly origin: string,
    /** In the order of the lines; empty lines between them belong to none. */
    public readonly parts: readonly _DockerfilePart[],
  ) {
    for (const part of parts) if (!this.firstOf.has(part.node)) this.firstOf.set(part.node, part);
  }

  /** What stands in a line. A comment is a part of its own. */
  public at(line: number): _DockerfilePart | undefined {
    return this.parts.find(({ firstLine, lastLine, node }) => firstLine <= line && line <= lastLine && !(node instanceof BlankLine));
  }

  /** Where someone said something: their instruction, or else the `FROM` of their stage; undefined for who has several, or none. */
  public partOf(by: Origin): _DockerfilePart | undefined {
    const own = by._node && this.firstOf.get(by._node);
    if (own !== undefined || by.construct === this.origin) return own;
    const isOwn = ({ by: { construct } }: StagePlan) => isSameOrBelow(construct, by.construct);
    const stages = this.parts.filter(({ node, stage }) => node instanceof From && stage !== undefined && isOwn(stage));
    return stages.length === 1 ? stages[0] : undefined;
  }

  /** The text of a line. */
  public line(number: number): string {
    this._lines ??= this.text.split('\n');
    return this._lines[number - 1];
  }
}

function isSameOrBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
