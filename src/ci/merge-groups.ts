import type { Workflow } from './pipeline';

/** The workflows of each group, and each of the others alone, in the place of the first one. */
export function listGroups(workflows: readonly Workflow[]): Workflow[][] {
  const keyOf = (workflow: Workflow) => workflow.group?.name ?? workflow;
  return [...new Set(workflows.map(keyOf))].map(key => workflows.filter(workflow => keyOf(workflow) === key));
}

/** The workflows of a group as one, which has the jobs of all. */
export function mergeGroup(members: readonly Workflow[]): Workflow {
  const [first] = members;
  const { triggers, group, purpose } = first;
  return { name: group?.name ?? first.name, triggers, purpose: group?.purpose ?? purpose, jobs: members.flatMap(({ jobs }) => jobs) };
}

/** The workflows of a forge that writes each group as one. */
export function mergeGroups(workflows: readonly Workflow[]): Workflow[] {
  return listGroups(workflows).map(mergeGroup);
}
