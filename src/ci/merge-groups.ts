import type { Workflow } from './pipeline';

/** The workflows of a forge that writes each group as one: it has the jobs of all, and stands where the first one stood. */
export function mergeGroups(workflows: readonly Workflow[]): Workflow[] {
  const nameIt = ({ name, group }: Workflow) => group?.name ?? name;
  return [...new Set(workflows.map(nameIt))].map(name => {
    const members = workflows.filter(workflow => nameIt(workflow) === name);
    const [{ triggers, group, purpose }] = members;
    return { name, triggers, purpose: group?.purpose ?? purpose, jobs: members.flatMap(({ jobs }) => jobs) };
  });
}
