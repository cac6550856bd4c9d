import { listBuilt } from '../../built-images';
import { ImageBases } from '../../image-bases';
import type { Job, Pipeline, PipelineImage, PipelineScan } from '../../pipeline';
import { canSign } from '../../unsupported-signing';

/** A job of one kind. */
type JobOf<Does extends Job['does']> = Extract<Job, { does: Does }>;

/** The images that one git tag releases. */
export interface ScriptRelease {
  /** Selects the git tags. */
  readonly pattern: string;
  /** What they begin with, before the name of the release; empty if the name is the whole tag. */
  readonly gitPrefix: string;
  /** The names of the images, each after those that are its contexts. */
  readonly images: readonly string[];
  readonly tag?: JobOf<'tag'>;
  /** That of the first image: those of the others differ in the image only. */
  readonly promote?: JobOf<'promote'>;
}

/** The jobs of a pipeline by their kind: a script does each for any of the images. */
export interface ScriptPlan {
  readonly pipeline: Pipeline;
  /** Each after those that are its contexts. */
  readonly images: readonly PipelineImage[];
  /** Which of them are built from which. */
  readonly bases: ImageBases;
  /** Those of images with different release schemes. */
  readonly releases: readonly ScriptRelease[];
  /** Whether any release name is not its whole git tag, or there are several schemes. */
  readonly isNamed: boolean;
  readonly sign?: JobOf<'sign'>;
  readonly attach?: JobOf<'attach'>;
  /** Whether any image has archives. */
  readonly isArchived: boolean;
  /** Which vulnerabilities are not allowed. */
  readonly scan?: PipelineScan;
  readonly rollback?: JobOf<'rollback'>;
  /** Whether any image has a smoke test. */
  readonly isSmoked: boolean;
}

/** Sorts the jobs of a pipeline. */
export function planScript(pipeline: Pipeline): ScriptPlan {
  const jobs = pipeline.workflows.flatMap(workflow => workflow.jobs);
  const find = <Does extends Job['does']>(does: Does) => jobs.find((job): job is JobOf<Does> => job.does === does);
  const bases = new ImageBases(listBuilt(pipeline));
  const images = bases.levels.flat();
  const releases = listReleases(pipeline, images);
  return {
    pipeline,
    images,
    bases,
    releases,
    isNamed: releases.length > 1 || releases.some(({ gitPrefix }) => gitPrefix !== ''),
    sign: jobs.find((job): job is JobOf<'sign'> => job.does === 'sign' && canSign(job.signing)),
    attach: find('attach'),
    scan: find('build')?.scan,
    rollback: find('rollback'),
    isArchived: images.some(({ archives }) => archives !== undefined),
    isSmoked: images.some(({ smoke }) => smoke.length > 0),
  };
}

/** The releases of a pipeline, each with the jobs for its git tags. */
function listReleases({ workflows }: Pipeline, images: readonly PipelineImage[]): ScriptRelease[] {
  const triggered = workflows.flatMap(({ triggers, jobs }) => triggers.flatMap(trigger => (trigger.on === 'tag' ? [{ trigger, jobs }] : [])));
  const tags = workflows.flatMap(({ jobs }) => jobs.filter(job => job.does === 'tag'));
  return [...new Set(triggered.map(({ trigger }) => trigger.pattern))].map(pattern => {
    const own = triggered.filter(({ trigger }) => trigger.pattern === pattern);
    const jobs = own.flatMap(workflow => workflow.jobs);
    const published = new Set(jobs.flatMap(job => (job.does === 'publish' ? [job.image] : [])));
    return {
      pattern,
      gitPrefix: own[0].trigger.gitPrefix,
      images: images.filter(image => published.has(image)).map(({ name }) => name),
      tag: tags.find(job => job.pattern === pattern),
      promote: jobs.find(job => job.does === 'promote'),
    };
  });
}
