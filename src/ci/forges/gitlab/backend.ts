import { findLargeFiles } from './file-size';
import { listJobs, renderFragment } from './fragment';
import { GITLAB, findUnsupportedLayouts } from './inputs';
import { findManyJobs } from './job-limit';
import { DrawnGroup, renderGroup } from './many';
import { listNeeds, listVariables } from './needs';
import type { GitlabOptions } from './options';
import { type Setup, checkSecretNames, resolveOptions } from './setup';
import { describeCheck } from './sign';
import { findUntestable } from './smoke';
import { DIALECT, TAKEN } from './variable';
import { listBuilt } from '../../built-images';
import type { ForgeBackend } from '../../forge-backend';
import { ForgePins } from '../../forge-pins';
import { findUnorderedBases } from '../../image-bases';
import { listGroups, mergeGroup } from '../../merge-groups';
import { checkOptions } from '../../option-texts';
import type { Pipeline, Workflow } from '../../pipeline';
import { findTakenNames } from '../../taken-variables';
import { findUnsupportedBuilder } from '../../unsupported-builder';
import { findUnknownSecrets, findUnsupportedInputs } from '../../unsupported-inputs';
import { findUnsupportedLogins } from '../../unsupported-logins';
import { findUnsupportedTags } from '../../unsupported-tags';

/**
 * GitLab CI/CD, 16.11 and newer: fragments of a pipeline, which `.gitlab-ci.yml` includes beside what it has.
 *
 * @see https://docs.gitlab.com/ci/yaml/
 */
export function createGitlabBackend(options: GitlabOptions): ForgeBackend {
  checkSecretNames(options);
  return {
    name: 'GitLab',
    dialect: DIALECT,
    draw: pipeline => {
      const pins = new ForgePins(options.versions ?? pipeline.versions);
      const setup = resolveOptions(options, pipeline, pins);
      const images = listBuilt(pipeline);
      const drawn = listGroups(pipeline.workflows).map(members => (members.length > 1
        ? renderGroup(members, pipeline, setup, options)
        : renderWorkflow(mergeGroup(members), pipeline, setup, options)));
      const files = drawn.flatMap(each => each.files);
      return {
        files,
        pins,
        problems: [
          ...findUnsupportedLogins('GitLab', pipeline, 'variables of the project', name => name),
          ...findUnsupportedTags('GitLab', pipeline),
          ...findUnsupportedBuilder('GitLab', pipeline),
          ...findLargeFiles(files, images),
          ...findManyJobs(drawn),
          ...findUnorderedBases('GitLab', pipeline),
          ...checkOptions(listOptionTexts(options)),
          ...findTakenNames('GitLab', pipeline.workflows.flatMap(({ jobs }) => listVariables(jobs, setup)), TAKEN, 'Give it another name: secrets of Forge.gitlab() has one for each.'),
          ...images.flatMap(image => [
            ...findUntestable(setup, image),
            ...findUnsupportedInputs(image, GITLAB),
            ...findUnsupportedLayouts(setup, image),
          ]),
          ...findUnknownSecrets('GitLab', 'buildSecrets', setup.buildSecrets, images),
          ...findUnknownSecrets('GitLab', 'sshKeys', setup.sshKeys, images),
        ],
      };
    },
  };
}

/** The file of a workflow of one image, or of none. */
function renderWorkflow(workflow: Workflow, pipeline: Pipeline, setup: Setup, options: GitlabOptions): DrawnGroup {
  return {
    name: workflow.name,
    files: [{
      path: `${setup.directory}/${workflow.name}.yml`,
      comments: [...workflow.purpose, ...describeCheck(workflow, setup), ...listNeeds(workflow, pipeline, setup, options)],
      content: renderFragment(workflow, pipeline, setup),
    }],
    jobs: Object.keys(listJobs(workflow, pipeline, setup)).length,
  };
}

/** The options that become texts of the files. */
function listOptionTexts({ directory, stage, tags = [], images = {}, environments = {} }: GitlabOptions): Parameters<typeof checkOptions>[0] {
  return [
    ['directory of Forge.gitlab()', 'directory', directory],
    ['stage of Forge.gitlab()', 'stage', stage],
    ...tags.map(tag => ['tags of Forge.gitlab()', 'stage', tag] as const),
    ...Object.entries(images).map(([name, image]) => [`images.${name} of Forge.gitlab()`, 'image', image as string | undefined] as const),
    ...Object.entries(environments).map(([name, environment]) => [`environments.${name} of Forge.gitlab()`, 'stage', environment as string | undefined] as const),
  ];
}
