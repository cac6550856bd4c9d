import { Problem, Severity, Size } from '../../core';
import type { Deployment } from '../model/deployment';
import { chooseMode, findObstacle, freeFlash, isTight } from '../model/device-fit';
import { memoryNeeded, needsOf, spaceForOne } from '../model/sizes';
import { RouterOsModeKind } from '../router-os-mode';

const NAMES: Readonly<Record<RouterOsModeKind, string>> = {
  [RouterOsModeKind.RAM_ROOT]: 'RouterOsMode.ramRoot()',
  [RouterOsModeKind.FLASH]: 'RouterOsMode.flash()',
  [RouterOsModeKind.DISK]: 'RouterOsMode.disk({ slot: "usb1" })',
};

/** Whether the image fits on the declared product, with the figures of both. */
export function findDeviceProblems(d: Deployment): Problem[] {
  const archives = findArchiveProblems(d);
  return [...findSizeProblems(d), ...findPlatformProblems(d), ...archives, ...archives.length > 0 ? [] : findFitProblems(d), ...findLimitProblems(d)];
}

function findSizeProblems({ extracted }: Deployment): Problem[] {
  return extracted > 0 ? [] : [{
    id: 'routeros/image-size',
    what: 'The size of the image is unknown.',
    why: 'The router checks before the installation and before each update whether the image has room.',
    fix: 'Give the image a budget, which `imagewright verify` checks: budgets: [{ extracted: Size.mebibytes(20) }]; or set "extracted" here.',
  }];
}

function findPlatformProblems({ device, platforms }: Deployment): Problem[] {
  if (device === undefined || platforms.includes(device.platform)) return [];
  return [{
    id: 'routeros/platform',
    what: `${device.product} has the processor ${device.cpu}, which runs images for ${device.platform}; the image is for ${platforms.join(', ')}.`,
    why: 'The router would find no image in the index, or one that ends with an illegal instruction.',
    fix: `Add the platform to the image: platforms: [Platform.parse("${device.platform}"), …]; or declare a variant for it: variants: [{ image: …, tag: "…" }].`,
  }];
}

function findArchiveProblems({ archives, device, extracted, mode }: Deployment): Problem[] {
  if (archives === undefined) return [];
  if (Object.keys(archives.paths).length === 0) {
    return [{
      id: 'routeros/archives',
      what: 'The image has no archives.',
      why: 'The router loads a file of one platform with one layer that is not compressed, as of `docker save`.',
      fix: 'Let it have some: new ContainerImage(…, { archives: true, … }). `npx projen image:archive` builds them.',
    }];
  }
  if (device === undefined || !archives.isOnFlash || mode.kind === RouterOsModeKind.FLASH || extracted <= freeFlash(device)) return [];
  return [{
    id: 'routeros/flash',
    what: `An archive of up to ${print(extracted)} does not fit on ${device.product}: at most ${print(freeFlash(device))} of its ${device.flash} MB of flash are free.`,
    why: 'The archive stays on the router: it is what the image is loaded from.',
    fix: 'Let it be on a disk: archives: RouterOsArchives.uploaded({ slot: "usb1" }); or let the router pull from a registry.',
  }];
}

function findFitProblems(d: Deployment): Problem[] {
  const { device, mode: { kind } } = d;
  if (device === undefined || d.extracted === 0) return [];
  const needs = needsOf(d);
  const needed = kind === RouterOsModeKind.FLASH ? spaceForOne(d) + (needs.archive ?? 0) : memoryNeeded(d);
  const obstacle = findObstacle(device, kind, needs);
  const other = chooseMode(device, needs);
  if (obstacle !== undefined) {
    return [{
      id: kind === RouterOsModeKind.DISK ? 'routeros/mode' : kind === RouterOsModeKind.FLASH ? 'routeros/flash' : 'routeros/memory',
      what: `${device.product} cannot have ${NAMES[kind]}: ${obstacle}${kind === RouterOsModeKind.DISK ? '' : `, and ${print(needed)} are needed`}.`,
      why: 'The installation would stop, or leave the router without free memory or flash.',
      fix: other === undefined ? 'Take a smaller image, or another product: `imagewright devices` lists them.' : `Use ${NAMES[other]}.`,
    }];
  }
  return isTight(device, kind, needs) ? [{
    id: 'routeros/memory-tight',
    severity: Severity.WARNING,
    what: `The deployment takes up to ${print(needed)} of the ${device.ram} MB of memory of ${device.product}.`,
    why: 'How much RouterOS takes itself depends on what it does; a router without free memory restarts.',
    fix: 'Let preflight.rsc decide on the router, and prefer the unpacked image, which takes less memory; or acknowledge this warning.',
  }] : [];
}

function findLimitProblems({ memoryLimit, healthcheck }: Deployment): Problem[] {
  if (memoryLimit === undefined || healthcheck === undefined || healthcheck.memory.inBytes * 2 <= memoryLimit.inBytes) return [];
  return [{
    id: 'routeros/healthcheck-memory',
    what: `A run of the health check takes ${healthcheck.memory.toString()}, more than half of the container's limit of ${memoryLimit.toString()}.`,
    why: 'The check itself would get the program killed, again and again.',
    fix: 'Take a command that needs less, raise the limit, or leave the health check out: an update is good if the program keeps running.',
  }];
}

function print(bytes: number): string {
  return Size.bytes(bytes).toString();
}
