import { Project } from 'projen';
import { ImagePlan, _ARCHIVES_DIRECTORY, _BAKE_FILE } from '../plan';
import { listAllowOptions } from './allowed-sources';
import { BuilderCommands, findBuilder } from './builder-commands';

const BUILD = 'image:build';
const ARCHIVE = 'image:archive';
const CREATE = 'builder:create';
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
 * Completes the tasks when the images are known: a build may use the files and the SSH agent that they declare, and the builder of the project, which
 * `builder:create` creates. `image:archive` is there if one of the images is written to archives.
 *
 * @internal
 */
export function _completeTasks(project: Project, plans: readonly ImagePlan[]): void {
  const builder = findBuilder(project);
  if (builder !== undefined && builder.create.length > 0 && project.tasks.tryFind(CREATE) === undefined) {
    project.tasks.addTask(CREATE, {
      description: `Create the builder of ${BUILD}, or create it again after its declaration has changed`,
      steps: builder.create.map(exec => ({ exec })),
    });
  }
  const task = project.tasks.tryFind(BUILD);
  const [step, ...more] = task?.steps ?? [];
  const command = printBake(plans, builder);
  // A task that somebody has changed stays as it is.
  if (command !== BAKE && more.length === 0 && step?.exec === BAKE) task!.reset(command, { receiveArgs: true });
  addArchives(project, plans.filter(({ archives }) => archives !== undefined), builder);
}

/** The command that builds images, with what they declare outside of the project. */
function printBake(plans: readonly ImagePlan[], builder: BuilderCommands | undefined): string {
  return [builder?.bake ?? BAKE, ...(builder?.isBuildx === false ? [] : listAllowOptions(plans))].join(' ');
}

function addArchives(project: Project, plans: readonly ImagePlan[], builder: BuilderCommands | undefined): void {
  if (plans.length === 0) return;
  project.addGitIgnore(`/${_ARCHIVES_DIRECTORY}/`);
  if (project.tasks.tryFind(ARCHIVE) !== undefined) return;
  project.tasks.addTask(ARCHIVE, {
    description: `Build an archive of each image and platform into ${_ARCHIVES_DIRECTORY}/, for devices that load a file`,
    exec: [printBake(plans, builder), ...plans.map(({ archives }) => archives!.bakeGroup)].join(' '),
    receiveArgs: true,
  });
}
