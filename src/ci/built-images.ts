import type { Pipeline, PipelineImage } from './pipeline';

/** The images that a pipeline builds, each once: a publication builds none. */
export function listBuilt({ workflows }: Pick<Pipeline, 'workflows'>): PipelineImage[] {
  return workflows.flatMap(({ jobs }) => jobs.flatMap(job => (job.does === 'build' ? [job.image] : [])));
}
