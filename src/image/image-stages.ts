import { Problem, Problems } from '../core';
import type { IBuildStage } from './base-image';
import { _noteStage } from './stages-by-name';

/** The stages of one image, in the order of their declaration. */
export class ImageStages {
  private readonly stages: IBuildStage[] = [];
  /** The first stage with each name. */
  private readonly byName = new Map<string, IBuildStage>();

  /** All stages. */
  public get all(): IBuildStage[] {
    return [...this.stages];
  }

  /** Adds a stage; reports one whose name another stage has. */
  public add(stage: IBuildStage): void {
    this.stages.push(stage);
    const other = this.byName.get(stage.name);
    if (other !== undefined) return Problems.of(stage).report(describeDuplicate(stage, other));
    this.byName.set(stage.name, stage);
    _noteStage(stage);
  }
}

function describeDuplicate(stage: IBuildStage, other: IBuildStage): Problem {
  return {
    id: 'image/duplicate-stage',
    what: `Two stages are named "${stage.name}": ${other.node.path} and ${stage.node.path}.`,
    why: 'A stage is named after the ids of its constructs, and BuildKit uses only the last stage with a name.',
    fix: 'Give one of the constructs an id that differs in more than case and punctuation.',
  };
}
