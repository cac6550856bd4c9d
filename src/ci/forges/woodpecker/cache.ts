import type { Step } from './step';
import { renderStepCondition } from './when';
import type { Yaml } from '../../../yaml';
import type { Pipeline, PipelineImage, PipelineRegistry, Trigger } from '../../pipeline';

/**
 * The build of an image, once for each event if the pipeline keeps its layers: that of the main branch writes them, and that of a proposed change reads
 * them. A setting has no condition, so these are two steps, of which one runs.
 *
 * @param login that of the registry with the layers
 * @param build renders the step with these logins
 */
export function renderCached(
  { registry, reads }: Pipeline,
  { cache }: PipelineImage,
  triggers: readonly Trigger[],
  login: PipelineRegistry,
  build: (logins: readonly PipelineRegistry[]) => Step,
): Step[] {
  if (cache === undefined) return [build(reads)];
  const reference = `${registry}/${cache.repository}:${cache.tag}`;
  const others = reads.filter(({ host }) => host !== registry);
  return triggers.map(trigger => {
    const isMain = trigger.on === 'push';
    const { name, settings, ...step } = build(isMain ? [login, ...others] : reads);
    const { cache_from: caches, ...given } = settings as Record<string, Yaml>;
    const read = [...(caches as string[] | undefined ?? []), ...(isMain ? [] : [`type=registry\\,ref=${reference}`])];
    return {
      name: isMain ? `${name as string} and cache` : name,
      when: renderStepCondition(trigger),
      ...step,
      settings: {
        ...given,
        cache_from: read.length === 0 ? undefined : read,
        // The plugin reads and writes them, with all stages.
        cache_images: isMain ? [reference] : undefined,
      },
    };
  });
}
