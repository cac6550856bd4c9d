import type { PipelineImage, Workflow, WorkflowGroup } from './pipeline';

/** The builds of several images as one workflow. */
export function describeBuildGroup(name: string, ignoredPaths: readonly string[]): WorkflowGroup {
  return {
    name,
    purpose: [
      'Builds and verifies the images that a change affects, for every platform, and pushes nothing: the check that a change must pass.',
      ...(ignoredPaths.length === 0 ? [] : ['A proposed change of nothing but the ignored paths is not built, and passes.']),
    ],
  };
}

/**
 * The releases of several images as one workflow.
 *
 * @param floating the floating tags, as parts of a sentence
 */
export function describeReleaseGroup(name: string, tagPattern: string, floating: readonly string[], images: readonly PipelineImage[]): WorkflowGroup {
  const unpinned = images.filter(image => image.unpinned.length > 0);
  return {
    name,
    purpose: [
      `Publishes all images when a tag ${tagPattern} is pushed: each as one OCI index for all its platforms, tagged with that name and the suffix of the image.`,
      'Only images that `imagewright verify` has checked against their declaration are pushed, and none before all are verified.',
      ...(floating.length === 0 ? [] : [
        `The last step moves ${floating.join(' and ')} of each image to the same digest, once all images are published and tested.`,
        'It moves no tag to a lower version or to a pre-release. A published release is never replaced by another image.',
      ]),
      ...(unpinned.length === 0 ? ['Another build of the same commit has the same digests.'] : [
        'Another build of the same commit can have another digest:',
        ...unpinned.map(image => `- ${image.name}: ${image.unpinned.join('; ')}`),
      ]),
    ],
  };
}

/** The workflows of a forge that writes each group as one: it has the jobs of all, and stands where the first one stood. */
export function mergeGroups(workflows: readonly Workflow[]): Workflow[] {
  const nameIt = ({ name, group }: Workflow) => group?.name ?? name;
  return [...new Set(workflows.map(nameIt))].map(name => {
    const members = workflows.filter(workflow => nameIt(workflow) === name);
    const [{ triggers, group, purpose }] = members;
    return { name, triggers, purpose: group?.purpose ?? purpose, jobs: members.flatMap(({ jobs }) => jobs) };
  });
}
