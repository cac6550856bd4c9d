import { listBases } from '../../image-bases';
import type { Job, Pipeline, PipelineImage, PipelineScan } from '../../pipeline';
import { canSign } from '../../unsupported-signing';

/** A job of one kind. */
type JobOf<Does extends Job['does']> = Extract<Job, { does: Does }>;

/** The jobs of a pipeline by their kind: a script does each for any of the images. */
export interface ScriptPlan {
  readonly pipeline: Pipeline;
  /** Each after those that are its contexts. */
  readonly images: readonly PipelineImage[];
  /** Selects the git tags that are releases. */
  readonly pattern: string;
  readonly tag?: JobOf<'tag'>;
  /** That of the first image: those of the others differ in the image only. */
  readonly promote?: JobOf<'promote'>;
  readonly sign?: JobOf<'sign'>;
  readonly attach?: JobOf<'attach'>;
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
  const images = orderImages(jobs.flatMap(job => (job.does === 'build' ? [job.image] : [])));
  return {
    pipeline,
    images,
    pattern: pipeline.workflows.flatMap(({ triggers }) => triggers.flatMap(trigger => (trigger.on === 'tag' ? trigger.pattern : [])))[0] ?? '*',
    tag: find('tag'),
    promote: find('promote'),
    sign: jobs.find((job): job is JobOf<'sign'> => job.does === 'sign' && canSign(job.signing)),
    attach: find('attach'),
    scan: find('build')?.scan,
    rollback: find('rollback'),
    isSmoked: images.some(({ smoke }) => smoke.length > 0),
  };
}

/** Puts each image after those that are its contexts. */
function orderImages(images: readonly PipelineImage[]): PipelineImage[] {
  const ordered = new Set<PipelineImage>();
  const visit = (image: PipelineImage, above: readonly PipelineImage[]) => {
    if (above.includes(image)) return;
    for (const base of listBases(image, images)) visit(base.image, [...above, image]);
    ordered.add(image);
  };
  for (const image of images) visit(image, []);
  return [...ordered];
}
