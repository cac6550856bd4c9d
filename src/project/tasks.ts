import { Project } from 'projen';
import { ImagePlan, _ARCHIVES_DIRECTORY, _BAKE_FILE } from '../plan';
import { listAllowOptions } from './allowed-sources';

const BUILD = 'image:build';
const ARCHIVE = 'image:archive';
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
 * Completes the tasks when the images are known: a build may use the files and the SSH agent that they declare, and `image:archive` is there if
 * one of them is written to archives.
 *
 * @internal
 */
export function _completeTasks(project: Project, plans: readonly ImagePlan[]): void {
  const task = project.tasks.tryFind(BUILD);
  const [step, ...more] = task?.steps ?? [];
  const options = listAllowOptions(plans);
  // A task that somebody has changed stays as it is.
  if (options.length > 0 && more.length === 0 && step?.exec === BAKE) task!.reset([BAKE, ...options].join(' '), { receiveArgs: true });
  addArchives(project, plans.filter(({ archives }) => archives !== undefined));
}

function addArchives(project: Project, plans: readonly ImagePlan[]): void {
  if (plans.length === 0) return;
  project.addGitIgnore(`/${_ARCHIVES_DIRECTORY}/`);
  if (project.tasks.tryFind(ARCHIVE) !== undefined) return;
  project.tasks.addTask(ARCHIVE, {
    description: `Build an archive of each image and platform into ${_ARCHIVES_DIRECTORY}/, for devices that load a file`,
    exec: [BAKE, ...listAllowOptions(plans), ...plans.map(({ archives }) => archives!.bakeGroup)].join(' '),
    receiveArgs: true,
  });
}
