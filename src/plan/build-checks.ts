import type { ImagePlan, SkippedCheck } from './image-plan';

/**
 * Whether a failed check stops BuildKit.
 *
 * @param check the directive of the file
 * @internal
 */
export function _isStrict(check: string | undefined): boolean {
  return parseOptions(check).includes('error=true');
}

/**
 * A plan whose Dockerfile skips these checks if a failed check stops BuildKit. If checks are warnings, none is skipped.
 *
 * @see https://docs.docker.com/reference/dockerfile/#check
 * @internal
 */
export function _skipChecks(plan: ImagePlan, skippedChecks: readonly SkippedCheck[]): ImagePlan {
  if (skippedChecks.length === 0 || !_isStrict(plan.check)) return plan;
  const options = parseOptions(plan.check);
  const given = options.find(option => option.startsWith('skip='))?.slice('skip='.length);
  if (given === 'all') return plan;
  const rules = new Set([...(given?.split(',') ?? []), ...skippedChecks.map(({ rule }) => rule)]);
  const check = [`skip=${[...rules].join(',')}`, ...options.filter(option => !option.startsWith('skip='))].join(';');
  return Object.freeze({ ...plan, check, skippedChecks });
}

function parseOptions(check: string | undefined): string[] {
  return check?.split(';') ?? [];
}
