import type { Project } from 'projen';

/** A project and those below it, in the order of the tree: whose constructs are many is not searched, since subprojects stand below projects alone. */
export function projectsFrom(project: Project): Project[] {
  return [project, ...project.subprojects.flatMap(projectsFrom)];
}
