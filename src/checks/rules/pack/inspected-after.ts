import { Severity } from '../../../core';
import type { _Rule, RuleFinding } from '../../rule';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _findAt, _pathOf, _listRunSteps } from '../../support/run-steps';

/**
 * Commands that inspect how programs were built, and their answer for a packed one.
 * Measured with UPX 4.2.2: `go version -m` finds no build information, `file` and `ldd` call every packed program static.
 */
const INSPECTORS: Record<string, string> = {
  'checksec': 'sees UPX\'s stub, not the program',
  'eu-readelf': 'finds no sections and no interpreter',
  'file': 'calls every packed program static, without an interpreter',
  'go': 'finds no build information: "not a Go executable"',
  'govulncheck': 'finds neither modules nor symbols',
  'ldd': 'calls every packed program static',
  'nm': 'finds no symbols',
  'objdump': 'finds no sections',
  'readelf': 'finds no sections and no interpreter',
  'scanelf': 'finds no interpreter and no libraries',
  'size': 'measures UPX\'s stub',
  'strip': 'treats the packed program as one without sections, and may break it',
  'syft': 'finds no packages in what it cannot unpack',
  'trivy': 'finds no packages: it does not unpack',
  'xx-verify': 'calls every packed program static',
};

/** @see https://github.com/aquasecurity/trivy/issues/973, https://github.com/anchore/syft/issues/4480 */
export const packInspectedAfter: _Rule = {
  id: 'pack/inspected-after',
  title: 'Programs are inspected before they are packed',
  severity: Severity.ERROR,
  why: 'A packed program looks like UPX\'s stub, so the step passes or finds nothing, whatever the program is like.',
  fix: 'Inspect the files where they were built, before UpxCompress, e.g. with a run() in the build stage.',
  check: image => _listRunSteps(image).filter(seesPacked).flatMap(listFindings),
};

/** Whether its stage contains a packed program, or packs one. */
function seesPacked({ script, before, stage }: _RunStep): boolean {
  return /\bupx\b/.test(script) || [before, stage.rootfs].some(({ entries }) => entries.some(({ entry }) => entry.executable?.packed));
}

function listFindings(step: _RunStep): RuleFinding[] {
  const packedHere = new Set<string>();
  return step.commands.flatMap(command => {
    if (command.name === 'upx') listPacked(command).forEach(word => packedHere.add(_pathOf(step, command, word) ?? ''));
    const answer = isInspection(command) ? INSPECTORS[command.name] : undefined;
    if (answer === undefined) return [];
    const paths = command.words.slice(1).flatMap(word => _pathOf(step, command, word?.replace(/^(file|dir):/, '')) ?? []);
    const path = paths.find(each => packedHere.has(each)) ?? paths.flatMap(each => findPackedBelow(step, each))[0];
    return path === undefined ? [] : [{
      by: step.step.by,
      what: `In the stage "${step.stage.name}", \`${command.sources.join(' ')}\` inspects ${path}, which is packed.`,
      why: `\`${command.name}\` ${answer}, so the step passes or finds nothing, whatever the program is like.`,
    }];
  });
}

function isInspection({ name, words }: _RunCommand): boolean {
  if (!Object.hasOwn(INSPECTORS, name)) return false;
  return name !== 'go' || (words[1] === 'version' && words.includes('-m'));
}

/** The files that a call of UPX packs. */
function listPacked({ words }: _RunCommand): (string | undefined)[] {
  const isOther = words.some(word => word === undefined || /^(-d|-t|-l|-L|-h|-V|--(decompress|test|list|help|version|fileinfo))$/.test(word));
  return isOther ? [] : words.slice(1).filter(word => !word!.startsWith('-'));
}

/** Finds the packed file at a path, or below a directory. */
function findPackedBelow(step: _RunStep, path: string): string[] {
  const { placed } = _findAt(step, path);
  if (placed === undefined) return [];
  if (placed.entry.executable?.packed) return [placed.entry.path];
  const directory = `${placed.entry.path.replace(/\/$/, '')}/`;
  return step.before.entries.filter(({ entry }) => entry.executable?.packed && entry.path.startsWith(directory)).map(({ entry }) => entry.path);
}
