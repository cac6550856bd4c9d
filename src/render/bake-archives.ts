import { _quoteCsvField } from '../dockerfile';
import type { ArchivePlan, ImagePlan } from '../plan';
import { createArgs, createAttestations, createLabels, printTag } from './bake-fields';
import { createInputFields } from './bake-inputs';
import { escapeLiteral, printVariable } from './bake-text';

/** The time of everything in an archive, in seconds since 1970. BuildKit reads it from this build argument. @see https://reproducible-builds.org/specs/source-date-epoch/ */
const TIME = 'SOURCE_DATE_EPOCH';

/**
 * A tar as of `docker save`, with layers that are not compressed. It has an OCI index, too, which RouterOS does not read.
 *
 * @see https://docs.docker.com/build/exporters/oci-docker/
 */
const FORMAT = 'type=docker,compression=uncompressed,force-compression=true,rewrite-timestamp=true';

/** A group of the archives of each image. */
export function createArchiveGroups(plans: readonly ImagePlan[]): Record<string, object> {
  return Object.fromEntries(plans.flatMap(({ archives }) => (
    archives === undefined ? [] : [[archives.bakeGroup, { targets: archives.archives.map(({ bakeTarget }) => bakeTarget) }]]
  )));
}

/** Without a time from the environment, the same sources are the same bytes. */
export function createArchiveVariables(plans: readonly ImagePlan[]): Record<string, object> {
  return plans.some(({ archives }) => archives !== undefined) ? { [TIME]: { default: '0' } } : {};
}

/** A target for each archive. */
export function createArchiveTargets(plan: ImagePlan): [string, object][] {
  return (plan.archives?.archives ?? []).map(archive => [archive.bakeTarget, createTarget(plan, archive)]);
}

/** Written in full: `inherits` would take the caches that the image writes, too. */
function createTarget(plan: ImagePlan, { platform, path }: ArchivePlan): object {
  const release = printVariable(plan.releaseArg);
  return {
    context: '.',
    dockerfile: escapeLiteral(plan.dockerfile),
    platforms: [platform.name],
    args: { [TIME]: printVariable(TIME), [plan.releaseArg]: release, ...createArgs(plan) },
    labels: createLabels(plan),
    // One for each platform: loading one archive takes the name from no other.
    tags: [printTag(plan, `${release}-${escapeLiteral(platform.targetWord)}`)],
    attest: createAttestations(false),
    output: [[FORMAT, _quoteCsvField(`dest=${escapeLiteral(path)}`)].join(',')],
    ...createInputFields(plan),
  };
}
