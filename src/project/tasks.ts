import { Project } from 'projen';
import { ImagePlan, _BAKE_FILE } from '../plan';
import { listAllowOptions } from './allowed-sources';

const BUILD = 'image:build';
const BAKE = `docker buildx bake --file ${_BAKE_FILE}`;

/**
 * The tasks of a project with images: `synth`, which projen itself lacks, and `image:build`.
 *
 * @internal
 */
export function _addTasks(project: Project): void {
  if (project.tasks.tryFind('synth') === undefined && project.defaultTask !== undefined) {
    project.tasks.addTask('synth', { description: 'Synthesize the project files' }).spawn(project.defaultTask);
  }
  if (project.tasks.tryFind(BUILD) === undefined) {
    project.tasks.addTask(BUILD, {
      description: 'Build the images for all their platforms; arguments are passed to `docker buildx bake`, e.g. --load or --push',
      exec: BAKE,
      receiveArgs: true,
    });
  }
}

/**
 * Completes `image:build` when the images are known: it may use the files and the SSH agent that they declare.
 *
 * @internal
 */
export function _allowSources(project: Project, plans: readonly ImagePlan[]): void {
  const task = project.tasks.tryFind(BUILD);
  const [step, ...more] = task?.steps ?? [];
  const options = listAllowOptions(plans);
  // A task that somebody has changed stays as it is.
  if (options.length > 0 && more.length === 0 && step?.exec === BAKE) task!.reset([BAKE, ...options].join(' '), { receiveArgs: true });
}
