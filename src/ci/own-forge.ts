import type { PipelineOutline } from './pipeline-outline';
import { Problem, _quoteValue, _refuse } from '../core';
import { isPlainLine } from './option-texts';
import type { OutputFile } from '../plan';

/**
 * A forge of your own: it turns the outline of a pipeline into the files that your forge reads. Each job of the outline runs commands of the script
 * that is written with them. Pass it to a pipeline as `Forge.own(new YourForge())`.
 *
 * A failure in a method is reported as `output/failed`, as that of an `Output`.
 *
 * @subclassable
 */
export abstract class OwnForge {
  /**
   * @param name usual name of the forge, for messages: `Azure Pipelines`
   * @throws `ci/option`
   */
  public constructor(public readonly name: string) {
    if (!isPlainLine(name) || name.trim() === '') {
      _refuse({
        id: 'ci/option', what: `The name of the forge is ${_quoteValue(name)}.`, why: 'Messages contain it.', fix: 'Write one line of printable text: "Azure Pipelines".',
      });
    }
  }

  /**
   * Returns the files of a pipeline. Called possibly more than once; must return the same files for the same outline.
   *
   * @param outline the pipeline
   */
  public abstract renderFiles(outline: PipelineOutline): OutputFile[];

  /**
   * Returns what the forge cannot do. An error prevents all files from being written; users can acknowledge warnings.
   *
   * @param outline the pipeline
   */
  public findProblems(outline: PipelineOutline): Problem[] {
    void outline;
    return [];
  }
}
