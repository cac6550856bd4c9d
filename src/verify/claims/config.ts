import type { _ConfigClaims } from '../../manifest';
import type { _BuiltConfig } from '../../oci';
import type { _ClaimFamily, _PlatformSubject } from '../claim-family';
import { _showText } from '../finding';
import { _Notes } from '../notes';

type Value = readonly string[] | string | undefined;

/** The fields with one value each: its name, the claimed value, the built value, and the value that means "not set". */
const FIELDS: readonly { name: string; claimed: (claims: _ConfigClaims) => Value | null; built: (config: _BuiltConfig) => Value; unset: Value }[] = [
  { name: 'entrypoint', claimed: ({ entrypoint }) => entrypoint, built: ({ entrypoint }) => entrypoint, unset: [] },
  { name: 'command', claimed: ({ cmd }) => cmd, built: ({ cmd }) => cmd, unset: [] },
  { name: 'user', claimed: ({ user }) => user, built: ({ user }) => user, unset: '' },
  { name: 'working directory', claimed: ({ workingDirectory }) => workingDirectory, built: ({ workingDir }) => workingDir, unset: '/' },
  { name: 'list of volumes', claimed: ({ volumes }) => sortValues(volumes), built: ({ volumes }) => sortValues(volumes), unset: [] },
  { name: 'list of exposed ports', claimed: ({ exposedPorts }) => sortValues(exposedPorts), built: ({ exposedPorts }) => sortValues(exposedPorts), unset: [] },
  { name: 'stop signal', claimed: ({ stopSignal }) => stopSignal, built: ({ stopSignal }) => stopSignal, unset: '' },
  { name: 'health check', claimed: ({ healthcheck }) => healthcheck, built: ({ healthcheck }) => healthcheck?.test, unset: ['NONE'] },
];

/** @internal */
export const config: _ClaimFamily<_PlatformSubject> = {
  id: 'config',
  title: 'Entrypoint, command, environment, user and the like are as declared',
  judge: ({ acceptances, platform, claims: { config: claims }, built: { config: built } }) => {
    const notes = new _Notes(acceptances, platform);
    for (const { name, claimed, built: valueOf, unset } of FIELDS) {
      const wanted = claimed(claims) === undefined && !claims.inherits ? unset : claimed(claims);
      if (wanted === undefined) continue;
      notes.countClaim();
      const value = valueOf(built);
      if (wanted === null) continue;
      const isUnset = value === undefined || value.length === 0;
      if (isSame(isUnset ? unset : value, wanted)) continue;
      const declared = isSame(wanted, unset) ? 'but none is declared' : `not ${showValue(wanted, false)}`;
      notes.addFinding('verify/config', `The ${name} is ${showValue(value, isUnset)}, ${declared}.`, { subject: name });
    }
    judgeEnvironment(notes, claims, built);
    return notes.verdict;
  },
};

function judgeEnvironment(notes: _Notes, { env: claimed = {}, inherits }: _ConfigClaims, { env }: _BuiltConfig): void {
  const built = new Map(env.map(pair => [pair.slice(0, Math.max(0, pair.indexOf('='))) || pair, pair.slice(pair.indexOf('=') + 1)]));
  for (const [name, value] of Object.entries(claimed)) {
    notes.countClaim();
    if (!built.has(name)) notes.addFinding('verify/config', `The variable ${name} is not in the environment.`, { subject: name });
    else if (value !== null && built.get(name) !== value) notes.addFinding('verify/config', `The variable ${name} is ${showValue(built.get(name), false)}, not ${showValue(value, false)}.`, { subject: name });
  }
  if (!inherits) notes.countClaim();
  for (const name of inherits ? [] : built.keys()) {
    if (!Object.hasOwn(claimed, name)) notes.addFinding('verify/config', `The variable ${_showText(name)} is in the environment but not declared.`, { subject: name });
  }
}

function sortValues<T extends readonly string[] | null | undefined>(values: T): T {
  return (values ? [...values].sort() : values) as T;
}

function isSame(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function showValue(value: Value, isUnset: boolean): string {
  return isUnset ? 'not set' : _showText(JSON.stringify(value));
}
