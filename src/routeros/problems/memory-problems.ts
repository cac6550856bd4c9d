import { _describePackedMemory, _listPackedDaemons } from '../../checks';
import { Problem, Severity, _quoteValue } from '../../core';
import type { PlannedImage } from '../../plan';
import { GO_MEMORY, parseGoMemory } from '../model/go-memory';
import type { RouterOsDeploymentProps } from '../router-os-deployment-props';

/** Whether what runs in the container can live with its limit, whichever of the images it is. */
export function findMemoryProblems({ memoryLimit, environment = {} }: RouterOsDeploymentProps, images: readonly PlannedImage[]): Problem[] {
  const declared = new Set(images.flatMap(image => environment[GO_MEMORY] ?? image.config.environment[GO_MEMORY] ?? []));
  return [
    ...memoryLimit === undefined ? [] : findPackedProblems(memoryLimit.inBytes, images),
    ...[...declared].flatMap(value => findGoProblems(value, memoryLimit?.inBytes ?? Infinity)),
  ];
}

function findPackedProblems(limit: number, images: readonly PlannedImage[]): Problem[] {
  const models = images.flatMap(image => image.models);
  const texts = models.flatMap(model => _listPackedDaemons(model).flatMap(daemon => _describePackedMemory(daemon, limit) ?? []));
  return [...new Set(texts)].map(what => ({
    id: 'routeros/packed-memory',
    severity: Severity.WARNING,
    what,
    why: 'Packed code is unpacked into memory that cannot be reclaimed: the container is killed (exit code 137), and the router is offline.',
    fix: 'Deploy the variant that is not packed, whose pages can be reclaimed; or raise memoryLimit. Packing is for flash with less than about 35 MB free.',
  }));
}

function findGoProblems(declared: string, limit: number): Problem[] {
  const bytes = parseGoMemory(declared);
  if (bytes === undefined) {
    return [{
      id: 'routeros/go-memory-limit',
      what: `Go cannot read ${GO_MEMORY}=${_quoteValue(declared)}.`,
      why: 'A program written in Go ends at once if the value is malformed.',
      fix: `Write a whole number with its unit, ${GO_MEMORY}: "24MiB", or leave it out: it follows from memoryLimit.`,
    }];
  }
  return bytes === Infinity || bytes <= limit ? [] : [{
    id: 'routeros/go-memory-limit',
    what: `${GO_MEMORY}=${declared} is more than the ${limit / 1024 ** 2} MiB that the container may take.`,
    why: 'Go would collect garbage only when the container is already throttled or killed.',
    fix: `Leave ${GO_MEMORY} out: it follows from memoryLimit, less what a container takes besides Go's own memory.`,
  }];
}
