import { Construct } from 'constructs';
import type { OutputFile } from './output-file';
import type { RepositoryPlan } from './repository-plan';
import { Origin, Problem } from '../core';
import { _checkProjectScope, _register } from '../image';

const OUTPUT = Symbol.for('imagewright.Output');

/**
 * A construct that writes further files, such as a pipeline, a manifest for deployment, or a bill of materials. Extend it
 * for your own files. They belong to the repository wherever the construct is declared: paths start at the folder of the outermost project.
 *
 * No file is written if there is an error. Reports `output/failed` if a method fails, `output/wrong-file` and `output/wrong-problem`
 * if it returns something else, `construct/late` if it declares something, `project/path` for a path outside the repository, and
 * `project/file-twice` for a file with two writers.
 *
 * @subclassable
 * @example
 * import { Output, OutputFile, RepositoryPlan } from 'imagewright';
 *
 * class ListOfPins extends Output {
 *   public renderFiles(plan: RepositoryPlan): OutputFile[] {
 *     let text = `# ${plan.marker}\n`;
 *     for (const image of plan.images) {
 *       for (const pin of image.pins) {
 *         text += `${image.name} ${pin.depName} ${pin.version}\n`;
 *       }
 *     }
 *     return [{ path: 'pins.txt', text }];
 *   }
 * }
 * new ListOfPins(project, 'Pins');
 */
export abstract class Output extends Construct {
  /**
   * Returns whether a value is an `Output`.
   *
   * @internal
   */
  public static _isOutput(value: object): value is Output {
    return OUTPUT in value;
  }

  /**
   * The place in user code that declares it.
   *
   * @internal
   */
  public readonly _by: Origin;

  /** @throws `construct/scope` outside of a projen project */
  public constructor(scope: Construct, id: string) {
    super(_checkProjectScope(scope, id, new.target.name), id);
    Object.defineProperty(this, OUTPUT, { value: true });
    this._by = Origin._now(this.node.path);
    _register(this);
  }

  /**
   * Returns the files. Called if the images have no error, possibly more than once; must return the same files for the same plan.
   *
   * @param plan the images, as they will be built
   */
  public abstract renderFiles(plan: RepositoryPlan): OutputFile[];

  /**
   * Returns the problems that depend on the plan. An error prevents all files from being written; users can acknowledge warnings.
   * Also called if the images have errors.
   *
   * @param plan the images, as they will be built
   */
  public findProblems(plan: RepositoryPlan): Problem[] {
    void plan;
    return [];
  }
}
