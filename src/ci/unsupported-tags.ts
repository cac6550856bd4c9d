import { Problem, Severity } from '../core';
import type { Pipeline } from './pipeline';

/** Reports tags that a forge cannot give, or not as carefully as others: it runs smoke tests in published images, and gives secrets to all changes or to none. */
export function findUnsupportedTags(forge: string, { workflows }: Pipeline): Problem[] {
  const jobs = workflows.flatMap(workflow => workflow.jobs);
  return [
    ...(jobs.some(({ does }) => does === 'preview') ? [{
      id: 'ci/unsupported',
      what: `${forge} does not publish proposed changes: ImageTag.change().`,
      why: 'A secret that the build of a change gets is also given to code that nobody has reviewed.',
      fix: `Remove ImageTag.change() from the tags, or give ${forge} a pipeline of its own without it.`,
    }] : []),
    ...jobs.flatMap(job => (job.does === 'snapshot' && job.image.smoke.length > 0 ? [{
      id: 'ci/unsupported',
      severity: Severity.WARNING,
      what: `${forge} publishes builds of the main branch of ${job.image.name} without their smoke tests.`,
      why: 'Smoke tests run in the published image there, and only a release waits for them.',
      fix: 'Acknowledge this, or remove ImageTag.edge() and ImageTag.commit() from the tags.',
    }] : [])),
  ];
}
