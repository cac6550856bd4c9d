import type { Project } from 'projen';

/** A project and its subprojects, in the order of the tree. Only projects are searched, because a subproject is always a child of a project. */
export function listProjects(project: Project): Project[] {
  return [project, ...project.subprojects.flatMap(listProjects)];
}
