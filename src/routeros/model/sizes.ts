import type { Deployment } from './deployment';
import { ImageNeeds, memoryNeededIn, spaceNeeded } from './device-fit';
import type { PlannedImage } from '../../plan';
import type { RouterOsDeploymentProps } from '../router-os-deployment-props';

/** Bytes of the largest of these images, unpacked and compressed; 0 if nothing says so. */
export function findSizes({ extracted, transferred }: Pick<RouterOsDeploymentProps, 'extracted' | 'transferred'>, images: readonly PlannedImage[]): Pick<Deployment, 'extracted' | 'transferred'> {
  const budgets = images.flatMap(image => image.models).flatMap(model => model.budgets);
  const unpacked = extracted?.inBytes ?? Math.max(0, ...budgets.map(budget => budget.extracted?.inBytes ?? 0));
  const packed = transferred?.inBytes ?? Math.max(0, ...budgets.map(budget => budget.transferred?.inBytes ?? 0));
  return { extracted: unpacked, transferred: packed || unpacked };
}

/** What the image takes, for the question whether it fits. */
export function needsOf({ archives, extracted, transferred, memoryLimit, healthcheck }: Deployment): ImageNeeds {
  const memory = (memoryLimit?.inBytes ?? 0) + (healthcheck?.memory.inBytes ?? 0);
  return { extracted, transferred, archive: archives?.isOnFlash ? extracted : 0, memory };
}

/** Bytes that must be free where the image goes. */
export function spaceForOne(deployment: Deployment): number {
  return spaceNeeded(needsOf(deployment));
}

/** Bytes of memory that must be free before the installation. */
export function memoryNeeded(deployment: Deployment): number {
  return memoryNeededIn(deployment.mode.kind, needsOf(deployment));
}

/** The size of the disk in memory: room for two images. Only what is used is taken from the memory. */
export function ramDiskSize({ extracted, transferred }: Deployment): number {
  return 4 * extracted + transferred;
}

/** Bytes as a whole number of millions, which RouterOS writes as `M`. */
export function printMillions(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)}M`;
}
