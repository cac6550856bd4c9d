import type { StepPlace } from './extra-steps';
import type { PipelineImage } from './pipeline';

/** Which secrets the steps of some places use, as lines for people. */
export function describeStepSecrets({ steps }: PipelineImage, places: readonly StepPlace[]): string[] {
  return places.flatMap(place => steps[place].flatMap(({ name, secrets }) => secrets.map(secret => `the secret ${secret}: the step "${name}" uses it`)));
}
