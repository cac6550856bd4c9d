import { Project } from 'projen';

/**
 * The tasks of a project with images: `synth`, which projen itself lacks, and `image:build`.
 *
 * @internal
 */
export function _addTasks(project: Project): void {
  if (project.tasks.tryFind('synth') === undefined && project.defaultTask !== undefined) {
    project.tasks.addTask('synth', { description: 'Synthesize the project files' }).spawn(project.defaultTask);
  }
  if (project.tasks.tryFind('image:build') === undefined) {
    project.tasks.addTask('image:build', {
      description: 'Build the images for all their platforms; arguments are passed to `docker buildx bake`, e.g. --load or --push',
      exec: 'docker buildx bake --file docker-bake.json',
      receiveArgs: true,
    });
  }
}
