import type { AffectedImage } from '../find-affected';

/** The build of an image for one platform. */
export interface Job {
  readonly image: string;
  readonly directory: string;
  /** Undefined if the bake file leaves it to the builder. */
  readonly platform?: string;
  readonly level: number;
}

/** The jobs of an image. */
export function listJobs({ name, directory, platforms, level }: AffectedImage): Job[] {
  const job = { image: name, directory, level };
  return platforms.length === 0 ? [job] : platforms.map(platform => ({ ...job, platform }));
}
