import type { Origin } from '../core';
import { BlankLine, DockerfileNode, From } from '../dockerfile';
import type { StagePlan, StepPlan } from '../plan';
import type { PackagePin } from '../versions';

/**
 * Some lines of a Dockerfile, and the part of the plan that they print.
 *
 * @internal
 */
export interface _DockerfilePart {
  readonly node: DockerfileNode;
  /** Lines count from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** The stage; undefined before the first one. */
  readonly stage?: StagePlan;
  /** The step of the stage; undefined for its comment and `FROM`. */
  readonly step?: StepPlan;
  /** The version that is declared. */
  readonly pin?: PackagePin;
}

/**
 * The text of a Dockerfile, with the origin of each line.
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
    /** In line order; empty lines between parts belong to none. */
    public readonly parts: readonly _DockerfilePart[],
  ) {
    for (const part of parts) if (!this.firstOf.has(part.node)) this.firstOf.set(part.node, part);
  }

  /** The part that contains a line. A comment is a separate part. */
  public findPart(line: number): _DockerfilePart | undefined {
    return this.parts.find(({ firstLine, lastLine, node }) => firstLine <= line && line <= lastLine && !(node instanceof BlankLine));
  }

  /** The part that an origin declared: its instruction, or else the `FROM` of its stage; undefined for several or none. */
  public findPartOf(by: Origin): _DockerfilePart | undefined {
    const own = by._node && this.firstOf.get(by._node);
    if (own !== undefined || by.construct === this.origin) return own;
    const isOwn = ({ by: { construct } }: StagePlan) => isSameOrBelow(construct, by.construct);
    const stages = this.parts.filter(({ node, stage }) => node instanceof From && stage !== undefined && isOwn(stage));
    return stages.length === 1 ? stages[0] : undefined;
  }

  /** The text of a line. */
  public readLine(number: number): string {
    this._lines ??= this.text.split('\n');
    return this._lines[number - 1];
  }
}

function isSameOrBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
