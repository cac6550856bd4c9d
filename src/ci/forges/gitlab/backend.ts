import { GITLAB, findUnsupportedLayouts } from './inputs';
import { createJobs, findOnly, renderAddress } from './jobs';
import { listNeeds, listVariables } from './needs';
import type { GitlabOptions } from './options';
import { renderRules } from './rules';
import { GitlabJob, Setup, checkSecretNames, resolveOptions } from './setup';
import { describeCheck } from './sign';
import { findUntestable } from './smoke';
import { DIALECT, TAKEN, variable } from './variable';
import { Yaml, annotateValue } from '../../../yaml';
import { ForgeBackend, applyWords } from '../../forge-backend';
import { ForgePins } from '../../forge-pins';
import { checkOptions } from '../../option-texts';
import type { Pipeline, PipelineImage, Workflow } from '../../pipeline';
import { printNameOf } from '../../release-names';
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
      return {
        files: pipeline.workflows.map(workflow => ({
          path: `${setup.directory}/${workflow.name}.yml`,
          comments: [...workflow.purpose, ...describeCheck(workflow, setup), ...listNeeds(workflow, pipeline, setup, options)],
          content: renderContent(workflow, pipeline, setup),
        })),
        pins,
        problems: [
          ...findUnsupportedLogins('GitLab', pipeline, 'variables of the project', name => name),
          ...findUnsupportedTags('GitLab', pipeline),
          ...findUnsupportedBuilder('GitLab', pipeline),
          ...checkOptions(listOptionTexts(options)),
          ...findTakenNames('GitLab', pipeline.workflows.flatMap(({ jobs }) => listVariables(jobs, setup)), TAKEN, 'Give it another name: secrets of Forge.gitlab() has one for each.'),
          ...images.flatMap(image => [
            ...findUntestable(setup, image), ...findUnsupportedInputs(image, GITLAB), ...findUnsupportedLayouts(setup, image),
          ]),
          ...findUnknownSecrets('GitLab', 'buildSecrets', setup.buildSecrets, images),
          ...findUnknownSecrets('GitLab', 'sshKeys', setup.sshKeys, images),
        ],
      };
    },
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

/** The jobs of a workflow, and before them a hidden job with what they share. The names of all jobs of a GitLab pipeline are one list. */
function renderContent(workflow: Workflow, pipeline: Pipeline, setup: Setup): Yaml {
  const name = `images:${workflow.name}`;
  const refer = (end: string) => (end === '' ? name : `${name}:${end}`);
  const words = createJobs(setup, pipeline, workflow, refer);
  const jobs = Object.entries<GitlabJob>(Object.assign({}, ...workflow.jobs.map(job => applyWords(words, job.does, job))));
  return {
    [`.${name}`]: renderShared(workflow, setup),
    ...Object.fromEntries(jobs.map(([end, job]) => [refer(end), annotateValue({ extends: `.${name}`, ...job }, { gap: true })])),
  };
}

function renderShared(workflow: Workflow, setup: Setup): GitlabJob {
  const { jobs, triggers } = workflow;
  const images = jobs.flatMap(job => (job.does === 'publish' || job.does === 'snapshot' ? [job.image] : job.does === 'rollback' ? job.images : []));
  const release = triggers.find(trigger => trigger.on === 'tag');
  return {
    stage: setup.stage,
    tags: setup.tags,
    inherit: annotateValue({ default: annotateValue(['tags', 'timeout', 'retry'], { inline: true }) }, {
      before: 'No image, script, cache or artifact of "default" in .gitlab-ci.yml.',
    }),
    interruptible: triggers.some(({ on }) => on === 'change') ? true : undefined,
    rules: renderRules(workflow),
    variables: images.length === 0 ? undefined : annotateValue({
      ...renderAddress(setup.logins[0], findOnly(images)),
      TAG: release === undefined || release.gitPrefix !== '' ? undefined : variable('CI_COMMIT_TAG'),
    }, { before: 'The address of the image is defined only here.' }),
    before_script: release === undefined || release.gitPrefix === '' ? undefined
      : annotateValue([`TAG=${printNameOf('CI_COMMIT_TAG', release)}`], { before: 'The name of the release.' }),
  };
}

/** The images of a pipeline, each once. */
function listBuilt({ workflows }: Pipeline): PipelineImage[] {
  return workflows.flatMap(({ jobs }) => jobs.flatMap(job => (job.does === 'build' ? [job.image] : [])));
}
