import { renderAddresses } from './address';
import { findOtherBuilder } from './builder';
import { WOODPECKER } from './inputs';
import { limitStep, listShared, orderSteps } from './many';
import { listNeeds } from './needs';
import type { WoodpeckerOptions } from './options';
import { placeOne, placeOnly } from './place';
import { Setup, resolveOptions } from './setup';
import type { Step } from './step';
import { createSteps } from './steps';
import { DIALECT } from './substitution';
import { WHEN, renderStepConditions } from './when';
import { Problem, Severity } from '../../../core';
import { Yaml, annotateValue } from '../../../yaml';
import { listBuilt } from '../../built-images';
import { ForgeBackend, applyWords } from '../../forge-backend';
import { ForgePins } from '../../forge-pins';
import { mergeGroups } from '../../merge-groups';
import { checkOptions } from '../../option-texts';
import type { Job, Pipeline, PipelineImage, Trigger, Workflow } from '../../pipeline';
import { findUnknownSecrets, findUnsupportedInputs } from '../../unsupported-inputs';
import { findUnsupportedLogins } from '../../unsupported-logins';
import { canSign, describeKeyCheck, findUnsupportedSigning } from '../../unsupported-signing';
import { findUnsupportedTags } from '../../unsupported-tags';
import { findUntestableOn } from '../../untestable';

/**
 * Woodpecker CI, 3.0 and newer.
 *
 * @see https://woodpecker-ci.org/docs/usage/workflow-syntax
 */
export function createWoodpeckerBackend(options: WoodpeckerOptions): ForgeBackend {
  const chosen = resolveOptions(options);
  return {
    name: 'Woodpecker',
    dialect: DIALECT,
    draw: pipeline => {
      const pins = new ForgePins(options.versions ?? pipeline.versions);
      const setup: Setup = { ...chosen, findImage: key => pins.image(key, options.images?.[key]) };
      return {
        files: mergeGroups(pipeline.workflows).map(workflow => ({
          path: formatPath(workflow),
          comments: [...workflow.purpose, ...describeKeyCheck(workflow, pipeline.registry), ...listNeeds(workflow, pipeline, setup)],
          content: renderContent(workflow, pipeline, setup),
        })),
        pins,
        problems: [
          ...findUnsupportedLogins('Woodpecker', pipeline, 'secrets of the forge', name => name.toLowerCase()),
          ...findUnsupportedSigning('Woodpecker', pipeline),
          ...findOtherBuilder(pipeline),
          ...findMissingCache(pipeline),
          ...findUnsupportedTags('Woodpecker', pipeline),
          ...checkOptions(listOptionTexts(options)),
          ...pipeline.workflows.flatMap(({ jobs }) => jobs.flatMap(job => (job.does === 'smoke' ? findUntestable(job.image, setup) : []))),
          ...listBuilt(pipeline).flatMap(image => findUnsupportedInputs(image, WOODPECKER)),
          ...findUnknownSecrets('Woodpecker', 'buildSecrets', setup.buildSecrets, listBuilt(pipeline)),
        ],
      };
    },
  };
}

/** The options that become texts of the files. */
function listOptionTexts({ labels = {}, images = {}, renovateEndpoint }: WoodpeckerOptions): Parameters<typeof checkOptions>[0] {
  return [
    ...Object.entries(labels).flatMap(label => label.map(text => ['labels of Forge.woodpecker()', 'label', text] as const)),
    ...Object.entries(images).map(([name, image]) => [`images.${name} of Forge.woodpecker()`, 'image', image as string | undefined] as const),
    ['renovateEndpoint of Forge.woodpecker()', 'endpoint', renovateEndpoint],
  ];
}

function formatPath({ name }: Pick<Workflow, 'name'>): string {
  return `.woodpecker/${name}.yaml`;
}

function renderContent(workflow: Workflow, pipeline: Pipeline, setup: Setup): Yaml {
  const { triggers, jobs } = workflow;
  const shared = listShared(jobs);
  return {
    when: triggers.map(trigger => applyWords(WHEN, trigger.on, trigger)).filter(each => each !== undefined),
    concurrency: renderOrder(jobs),
    matrix: shared.length > 0 ? undefined : renderAddresses(pipeline, listPublished(jobs)),
    labels: { platform: `linux/${setup.agent.architecture}`, ...setup.labels },
    skip_clone: jobs.every(({ does }) => does === 'renovate' || does === 'rollback') ? true : undefined,
    steps: addReport(triggers, setup, renderSteps(workflow, pipeline, setup, shared), shared.length > 0)
      .map((step, i) => annotateValue(step, { gap: i > 0 })),
  };
}

/** Whether a job is about the digest of what was pushed before. */
function needsDigest(job: Job): boolean {
  return job.does === 'attach' || job.does === 'afterPublish' || job.does === 'afterPromote' || (job.does === 'sign' && canSign(job.signing));
}

function renderSteps(workflow: Workflow, pipeline: Pipeline, setup: Setup, shared: readonly PipelineImage[]): Step[] {
  const { triggers, jobs } = workflow;
  const keepsDigest = jobs.some(needsDigest);
  const steps = createSteps(setup, pipeline, triggers, shared.length === 0 ? {
    placeOf: () => placeOnly(pipeline),
    limit: (_, step) => step,
    keepsDigest,
  } : {
    placeOf: image => placeOne(pipeline, image),
    first: shared[0],
    limit: (image, step) => limitStep(image, formatPath(workflow), triggers, step),
    keepsDigest,
  });
  return orderSteps(jobs, job => applyWords(steps, job.does, job));
}

/** Reports that there is no cache of the forge. */
function findMissingCache(pipeline: Pipeline): Problem[] {
  return listBuilt(pipeline).every(({ cacheScope }) => cacheScope === undefined) ? [] : [{
    id: 'ci/unsupported',
    severity: Severity.WARNING,
    what: 'Woodpecker has no cache for builds: PipelineCache.forge() has no effect there.',
    why: 'Each build starts without the layers of the one before.',
    fix: 'Keep the layers in the registry: new ImagePipeline(…, { cache: PipelineCache.registry() }).',
  }];
}

/**
 * Lets a change of nothing but ignored paths, or of no image, have a result: a step that always runs. Woodpecker does not report a workflow without any
 * step.
 */
function addReport(triggers: readonly Trigger[], { findImage }: Setup, steps: readonly Step[], isShared: boolean): Step[] {
  const when = renderStepConditions(triggers);
  const isSelective = isShared && triggers.some(({ on }) => on === 'change');
  return when === undefined && !isSelective ? [...steps] : [
    ...steps.map(({ name, image, ...rest }) => ({ name, image, when, ...rest })),
    { name: 'report', image: findImage('node'), commands: [`echo "Done. ${isSelective ? 'An image that a change does not affect' : 'A change of nothing but ignored paths'} is not built."`] },
  ];
}

function findUntestable(image: PipelineImage, { agent }: Setup): Problem[] {
  return findUntestableOn({ forge: 'Woodpecker', machine: 'agent', unit: 'step', option: 'agentPlatform', platform: agent }, image);
}

function listPublished(jobs: readonly Job[]): readonly PipelineImage[] {
  return jobs.flatMap(job => (job.does === 'publish' || job.does === 'snapshot' ? [job.image] : job.does === 'rollback' ? job.images : []));
}

/** All workflows of an order run one after the other. Woodpecker before 3.16 does not know it, and warns. */
function renderOrder(jobs: readonly Job[]): Yaml | undefined {
  const order = jobs.flatMap(job => (job.does === 'promote' || job.does === 'rollback' || job.does === 'tag' || job.does === 'snapshot' ? job.order ?? [] : []))[0];
  return order === undefined ? undefined : { limit: 1, group: order };
}
