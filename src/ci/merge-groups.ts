import type { Workflow } from './pipeline';

/** The workflows of each group, and each of the others alone, in the place of the first one. */
export function listGroups(workflows: readonly Workflow[]): Workflow[][] {
  const groups = new Map<string | Workflow, Workflow[]>();
  for (const workflow of workflows) {
    const key = workflow.group?.name ?? workflow;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [workflow]);
    else members.push(workflow);
  }
  return [...groups.values()];
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
