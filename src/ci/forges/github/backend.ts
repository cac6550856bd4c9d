import { renderSharedAddress } from './address';
import { findUnsupportedBuilder } from './builder';
import { ActionsDialect, ActionsOptions, GITHUB } from './dialect';
import { DIALECT, expression, escapePattern } from './expression';
import { findLargeFiles } from './file-size';
import { listInputSecrets } from './inputs';
import type { GithubJob } from './job';
import { findJobProblems } from './job-problems';
import { listImages, listReleaseSecrets, renderJobs } from './jobs';
import { describeChangeLogin, describeLogin } from './login-needs';
import type { GithubOptions } from './options';
import { explainPermissions } from './permissions';
import { renderOrder, renderRollbackImage, renderRollbackInputs } from './promote';
import { renderRelease } from './release-name';
import { formatCheck } from './required';
import { Setup } from './setup';
import { describeCheck } from './sign';
import { findUntestable } from './smoke';
import { TAG_JOB } from './tag';
import { _listBuilderSecrets } from '../../../image';
import { evaluated, Yaml, annotateValue } from '../../../yaml';
import { listBuilt } from '../../built-images';
import { describeStepSecrets } from '../../extra-step-needs';
import { ForgeBackend, Words, applyWords } from '../../forge-backend';
import { findUnorderedBases } from '../../image-bases';
import { mergeGroups } from '../../merge-groups';
import { checkOptions } from '../../option-texts';
import type { Pipeline, PipelineImage, Trigger, Workflow } from '../../pipeline';
import { findFirstLine } from '../../scripts';
import { checkSecretName } from '../../secret-name';
import { listSigningSecrets } from '../../sign-script';
import { findTakenNames } from '../../taken-variables';
import { findUnknownSecrets, findUnsupportedInputs } from '../../unsupported-inputs';

/**
 * GitHub Actions.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function createGithubBackend(options: GithubOptions): ForgeBackend {
  return createActionsBackend(options, GITHUB);
}

/**
 * GitHub, or a forge that reads the same workflows.
 *
 * @throws `ci/secret-name`
 */
export function createActionsBackend(options: ActionsOptions, dialect: ActionsDialect): ForgeBackend {
  const { name, inputs } = dialect;
  const { buildSecrets = {}, sshKeys = {}, ...logins } = options.secrets ?? {};
  [logins, buildSecrets, sshKeys].flatMap(names => Object.values<string>(names)).forEach(checkSecretName);
  return {
    name,
    dialect: DIALECT,
    draw: given => {
      const pipeline = { ...given, workflows: mergeGroups(given.workflows) };
      const setup = new Setup(options, pipeline, dialect);
      const images = listBuilt(pipeline);
      const files = pipeline.workflows.map(workflow => ({
        path: setup.formatPath(workflow),
        comments: [...workflow.purpose, ...describeCheck(workflow, pipeline, setup), ...listNeeds(workflow, pipeline, setup)],
        content: renderContent(workflow, pipeline, setup),
      }));
      return {
        files,
        pins: setup.pins,
        problems: [
          ...checkOptions(listOptionTexts(name, options)),
          ...findJobProblems(name, options),
          ...images.flatMap(image => findUntestable(name, image)),
          ...images.flatMap(image => findUnsupportedInputs(image, inputs)),
          ...findUnorderedBases(name, pipeline),
          ...findUnsupportedBuilder(pipeline, images),
          ...findLargeFiles(files, images),
          ...findTakenNames(name, images.flatMap(image => [...listInputSecrets(setup, image).keys()]), TAKEN, `Give it another name: secrets of Forge.${name.toLowerCase()}() has one for each.`),
          ...findUnknownSecrets(name, 'buildSecrets', buildSecrets, images),
          ...findUnknownSecrets(name, 'sshKeys', sshKeys, images),
        ],
      };
    },
  };
}

/**
 * Variables of whole workflows, and of steps that also have the secrets of a build: an expression in the step of a build would read a secret of the
 * same name, and put it into a label of the image.
 */
const TAKEN: ReadonlySet<string> = new Set(['REGISTRY', 'IMAGE', 'IMAGES', 'TAG', 'GIT_TAG', 'KEYS', 'REQUIRED']);

/** The options that become texts of the files. */
function listOptionTexts(forge: string, { runners = {}, images = {}, environments = {} }: GithubOptions): Parameters<typeof checkOptions>[0] {
  const factory = `Forge.${forge.toLowerCase()}()`;
  return [
    ...Object.entries(runners).flatMap(([name, labels]: [string, string | string[] | undefined]) => (
      [labels].flat().map(label => [`runners.${name} of ${factory}`, 'runner', label] as const)
    )),
    ...Object.entries(environments).map(([name, text]) => [`environments.${name} of ${factory}`, 'environment', text as string | undefined] as const),
    ...Object.entries(images).map(([name, image]) => [`images.${name} of ${factory}`, 'image', image as string | undefined] as const),
  ];
}

function renderContent(workflow: Workflow, pipeline: Pipeline, setup: Setup): Yaml {
  const { jobs, name, triggers } = workflow;
  const images = listImages(workflow, 'publish');
  const rollback = jobs.flatMap(job => (job.does === 'rollback' ? [job] : []))[0];
  const callable = setup.dialect.tokens && images.length > 0 && isTagged(workflow, pipeline);
  return {
    name,
    on: Object.assign(
      {}, ...triggers.map(trigger => applyWords(ON, trigger.on, trigger)),
      rollback === undefined ? {} : { workflow_dispatch: { inputs: renderRollbackInputs(rollback) } },
      callable ? renderCall(listReleaseSecrets(setup, workflow)) : {},
    ),
    permissions: annotateValue({}, { inline: true, after: 'each job declares its own' }),
    concurrency: renderConcurrency(workflow),
    env: rollback === undefined ? images.length === 0 ? undefined : {
      REGISTRY: pipeline.registry,
      ...renderSharedAddress(pipeline.registry, images),
      ...renderRelease(workflow, GIT_TAG),
    } : { REGISTRY: pipeline.registry, IMAGE: renderRollbackImage(pipeline.registry, rollback) },
    jobs: separateJobs(setup, workflow, renderJobs(setup, pipeline, workflow)),
  };
}

const ON: Words<'on', Trigger, Record<string, Yaml>> = {
  // Of each change, so that the required check always reports.
  change: () => ({ pull_request: annotateValue({}, { inline: true }), merge_group: annotateValue({}, { inline: true }) }),
  push: ({ branch, ignoring }) => ({ push: { branches: annotateValue([escapePattern(branch)], { inline: true }), ...renderIgnored(ignoring) } }),
  tag: ({ pattern }) => ({ push: { tags: annotateValue([pattern], { inline: true }) } }),
  schedule: ({ cron }) => ({ schedule: [{ cron }] }),
  manual: ({ asks }) => ({ workflow_dispatch: asks === 'release' ? { inputs: { tag: RELEASE_INPUT } } : annotateValue({}, { inline: true }) }),
  update: ({ branches }) => ({ push: { branches: [...branches] } }),
};

/** What a release has to know if no pushed tag starts it. */
const RELEASE_INPUT = { description: 'The tag of the release', type: 'string', required: true };

/** The inputs of a release that another workflow calls. Secrets are passed one by one. */
function renderCall(secrets: ReadonlyMap<string, boolean>): Yaml {
  return {
    workflow_call: {
      inputs: { tag: RELEASE_INPUT },
      secrets: secrets.size === 0 ? undefined : Object.fromEntries([...secrets].map(([name, required]) => [name, { required }])),
    },
  };
}

/** The git tag that started the release, or that the calling workflow or a person passed. */
const GIT_TAG = expression('inputs.tag || github.ref_name');

/** A newer run cancels an older one of the same pull request; all other runs complete. */
function renderConcurrency(workflow: Workflow): Yaml {
  const { name, triggers, jobs } = workflow;
  const has = (on: Trigger['on']) => triggers.some(trigger => trigger.on === on);
  // In a called workflow, github.workflow and github.ref are those of the caller.
  if (has('tag')) return { 'group': evaluated`${name}-${GIT_TAG}`, 'cancel-in-progress': false };
  // Each run on the main branch builds what its own push affects, so none may be left out while another one runs.
  if (has('change') && listImages(workflow, 'build').length > 1) {
    return {
      'group': evaluated`${name}-${expression("github.event_name == 'pull_request' && github.ref || github.sha")}`,
      'cancel-in-progress': expression("github.event_name == 'pull_request'"),
    };
  }
  if (has('change')) return { 'group': evaluated`${name}-${expression('github.ref')}`, 'cancel-in-progress': expression("github.event_name == 'pull_request'") };
  if (has('update')) return { 'group': evaluated`${name}-${expression('github.ref')}`, 'cancel-in-progress': true };
  const isShared = listImages(workflow, 'snapshot').length > 1;
  // By default GitHub would cancel a waiting run when another one comes, and its commit would have no release, or no tag, or not all that it affects.
  const order = jobs.flatMap(job => (job.does === 'tag' ? job.order : job.does === 'snapshot' && (isShared || job.tags.some(({ of }) => of === 'commit')) ? job.order : []))[0];
  return order === undefined ? { 'group': name, 'cancel-in-progress': false } : renderOrder(order);
}

/** What has to be set up in the forge outside of the repository. */
function listNeeds(workflow: Workflow, pipeline: Pipeline, setup: Setup): string[] {
  const { renovateToken, updateToken, tagToken, dialect } = setup;
  const main = describeLogin(setup.main, 'write');
  const login = [...main, ...setup.further.flatMap(registry => describeLogin(registry, 'write'))];
  const writesCache = workflow.triggers.some(({ on }) => on === 'push');
  const verifier = `imagewright, installed by \`${findFirstLine(pipeline.install)}\`: verifies the image`;
  const lines = workflow.jobs.flatMap(job => {
    const { does } = job;
    if (does === 'build') return [...(job.image.cache === undefined || !writesCache ? [] : main), ...listBuildNeeds(setup, job.image), verifier, dialect.requirement(workflow.name, formatCheck(workflow))];
    if (does === 'preview') return [...main, ...describeChangeLogin(setup.main, setup.environments.publish)];
    if (does === 'snapshot') return [...main, ...listBuildNeeds(setup, job.image), verifier];
    if (does === 'rebuild') return [...listBuildNeeds(setup, job.image), verifier];
    if (does === 'publish') return [...login, ...listBuildNeeds(setup, job.image), verifier];
    if (does === 'sign') return listSigningSecrets(job.signing).map(name => `the secret ${name}: the signature needs it`);
    if (does === 'rollback') return login;
    if (does === 'synthesize') return [`what the synthesis needs, installed by \`${findFirstLine(pipeline.install)}\``];
    if (does === 'complete') return [`the secret ${updateToken}: ${dialect.access.update}`];
    if (does === 'tag') return tagToken === undefined ? [] : [`the secret ${tagToken}: ${dialect.access.tag}`];
    if (does === 'afterPublish' || does === 'afterPromote') return describeStepSecrets(job.image, [does]);
    return does === 'renovate' ? [`the secret ${renovateToken}: ${dialect.access.renovate}`] : [];
  });
  const needs = dialect.runner === undefined ? lines : [`runners with these labels, whose jobs have git, Node.js and Docker: ${setup.listRunners().join(', ')}`, ...lines];
  return needs.length === 0 ? [] : ['', `To set up in ${dialect.name}:`, ...new Set(needs.map(line => `- ${line}`))];
}

function listBuildNeeds(setup: Setup, image: PipelineImage): string[] {
  return [
    ...setup.reads.flatMap(registry => describeLogin(registry, 'read')),
    ..._listBuilderSecrets(setup.builder).map(name => `the secret ${name}: the builder needs it`),
    ...describeStepSecrets(image, ['beforeBuild', 'afterVerify']),
    ...[...listInputSecrets(setup, image)].map(([name, isRequired]) => `the secret ${name}: the build ${isRequired ? 'needs' : 'can use'} it`),
  ];
}

/** Whether another workflow makes the tags that start a release. */
function isTagged({ triggers }: Workflow, { workflows }: Pipeline): boolean {
  const patterns = triggers.flatMap(trigger => (trigger.on === 'tag' ? [trigger.pattern] : []));
  return workflows.some(({ jobs }) => jobs.some(job => job.does === 'tag' && patterns.includes(job.pattern)));
}

function renderIgnored(paths: readonly string[]): Record<string, Yaml> {
  return paths.length === 0 ? {} : { 'paths-ignore': [...paths] };
}

/** The jobs, separated by blank lines. */
function separateJobs({ main, further, reads }: Setup, { jobs: intents }: Workflow, jobs: Record<string, GithubJob>): Yaml {
  const identifies = [main, ...further, ...reads].some(({ identity }) => identity !== undefined);
  const signer = intents.some(job => job.does === 'sign' && job.signing.by === 'identity') ? /^sign(-\d+)?$/ : undefined;
  return Object.fromEntries(Object.entries(jobs).map(([id, job], i) => [
    id,
    annotateValue({
      ...job,
      permissions: explainPermissions(job.permissions, {
        signs: !identifies || signer?.test(id) === true || 'attestations' in job.permissions,
        tags: id === TAG_JOB,
      }),
    }, { gap: i > 0 }),
  ]));
}
