import { Severity } from '../../../core';
import { Env } from '../../../dockerfile';
import type { StageModel } from '../../../plan';
import { RuntimeNeedKind } from '../../../rootfs';
import type { RuleFinding, _Rule } from '../../rule';
import { _listInstructions } from '../../support/instructions';
import { _listNeeds } from '../../support/needs';
import { _reportUnknownFiles } from '../../support/unknown';

/** https://github.com/golang/go/blob/go1.26.3/src/time/zoneinfo_unix.go, and `$ZONEINFO` before them; glibc and musl have the first. */
const DIRECTORIES = ['/usr/share/zoneinfo', '/usr/share/lib/zoneinfo', '/usr/lib/locale/TZ', '/etc/zoneinfo'];

export const runtimeMissingTimeZones: _Rule = {
  id: 'runtime/missing-time-zones',
  title: 'Programs that use time zones find the time zone data',
  severity: Severity.WARNING,
  why: 'Go reports "unknown time zone Europe/Berlin"; C silently uses UTC.',
  fix: 'Copy /usr/share/zoneinfo from a stage that has it, or build the Go program with the tag timetzdata (450 kB) and do not declare the need.',
  check: image => {
    const needs = _listNeeds(image, RuntimeNeedKind.TIME_ZONES);
    const zone = checkVariable(image.result);
    if (needs.length + zone.length === 0) return [];
    const found = findTimeZones(image.result);
    return found === 'yes' ? [] : [...needs.map(({ placed: { by, entry: { path } }, need: { because } }): RuleFinding => (found === 'unknown'
      ? _reportUnknownFiles(image.result, { by, what: `${path} needs time zone data, and it is not known whether the image has any: it ${because}.` })
      : { by, what: `${path} needs time zone data, and the image has none: it ${because}.` })), ...zone];
  },
};

function findTimeZones({ rootfs, config: { environment, variables, _areVariablesKnown } }: StageModel): 'yes' | 'no' | 'unknown' {
  const { ZONEINFO: own } = environment;
  const places = [...DIRECTORIES, ...(own ? [own] : [])].map(path => rootfs.lookup(path));
  if (places.some(({ placed }) => placed !== undefined)) return 'yes';
  return !_areVariablesKnown || (variables.includes('ZONEINFO') && own === undefined) || places.some(({ isUnknown }) => isUnknown) ? 'unknown' : 'no';
}

/** A program that embeds the time zones, like a Go program with the tag timetzdata, declares no need. */
function checkVariable(stage: StageModel): RuleFinding[] {
  const zone = stage.config._valueOf('TZ') ?? '';
  const step = _listInstructions(stage).filter(({ node }) => node instanceof Env && node.pairs.some(({ key }) => key._text === 'TZ')).at(-1);
  return step === undefined || !/^:?[A-Z]\w+\/\w/.test(zone) ? [] : [{
    by: step.by,
    undecided: true,
    unknown: 'it is not declared whether programs embed time zone data',
    what: `TZ is ${zone}, and the image has no time zone data, unless its programs embed it.`,
  }];
}
