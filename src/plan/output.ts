import { Construct } from 'constructs';
import type { OutputFile } from './output-file';
import type { RepositoryPlan } from './repository-plan';
import { Origin, Problem } from '../core';
import { _inProject, _registered } from '../image';

const OUTPUT = Symbol.for('imagewright.Output');

/**
 * A construct that writes files besides those of the images, such as a pipeline, a manifest for deployment, or a bill of materials. Extend it
 * for files of your own. They belong to the repository, wherever in it the construct is declared: a path begins at the folder of the outermost project.
 *
 * No file is written while there is an error. Reports `output/failed` where a method fails, `output/wrong-file` and `output/wrong-problem`
 * where it returns something else, `project/path` for a path that leaves the repository, and `project/file-twice` for a file that something else writes too.
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
   * Whether a value is an `Output`.
   *
   * @internal
   */
  public static _isOutput(value: object): value is Output {
    return OUTPUT in value;
  }

  /**
   * Where it was declared.
   *
   * @internal
   */
  public readonly _by: Origin;

  /** @throws `construct/scope` outside of a projen project */
  public constructor(scope: Construct, id: string) {
    super(_inProject(scope, id, new.target.name), id);
    Object.defineProperty(this, OUTPUT, { value: true });
    this._by = Origin._now(this.node.path);
    _registered(this);
  }

  /**
   * The files. Called when the images have no error; it may be called again, and returns the same for the same plan.
   *
   * @param plan the images, as they will be built
   */
  public abstract renderFiles(plan: RepositoryPlan): OutputFile[];

  /**
   * What is wrong that is known only with the plan. An error keeps all files from being written; users may acknowledge what is less.
   * Called also when the images have errors.
   *
   * @param plan the images, as they will be built
   */
  public findProblems(plan: RepositoryPlan): Problem[] {
    void plan;
    return [];
  }
}
