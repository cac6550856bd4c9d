import { _GivenFlags } from './given-flags';
import { _readCommand } from './read-command';
import type { _ReadContext } from './reader';
import { _refuse } from '../../core';
import { Duration } from '../nodes/duration';
import { Healthcheck } from '../nodes/healthcheck';
import { _shown } from '../print/text';
import { _duration } from '../syntax/go-values';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/** @internal */
export function _readHealthcheck(instruction: _SyntaxInstruction, { escape }: _ReadContext): Healthcheck {
  const { words: [{ text: kind }], rest } = instruction;
  if (kind.toUpperCase() === 'NONE') return Healthcheck.none();
  const flags = new _GivenFlags(instruction, escape);
  const time = (name: string) => readDuration(name, flags.text(name));
  const retries = flags.text('retries');
  return Healthcheck.command(_readCommand(instruction, rest.slice(kind.length).replace(/^[\t\v\f\r ]+/, '')), {
    interval: time('interval'),
    timeout: time('timeout'),
    startPeriod: time('start-period'),
    startInterval: time('start-interval'),
    retries: retries === undefined ? undefined : Number(retries),
  });
}

/** The units, from the largest, with their nanoseconds. */
const UNITS = [
  { unit: 'h', nanoseconds: 3.6e12, make: Duration.hours },
  { unit: 'm', nanoseconds: 6e10, make: Duration.minutes },
  { unit: 's', nanoseconds: 1e9, make: Duration.seconds },
  { unit: 'ms', nanoseconds: 1e6, make: Duration.millis },
] as const;

/** In the unit that is written, else in the largest. */
function readDuration(flag: string, text: string | undefined): Duration | undefined {
  if (text === undefined) return undefined;
  const length = _duration(text);
  const written = /^\d+([a-z]+)$/.exec(text)?.[1];
  const fits = UNITS.filter(({ nanoseconds }) => length !== undefined && length >= 0 && length % nanoseconds === 0);
  const best = fits.find(({ unit }) => unit === written) ?? fits[0];
  if (best !== undefined) return best.make(length! / best.nanoseconds);
  return _refuse({
    id: 'dockerfile/duration',
    what: `--${flag} is ${_shown(text)}.`,
    why: 'BuildKit would stop at it, or it is no whole number of milliseconds.',
    fix: 'Write a number and a unit, 1ms or more: 30s, 1m30s, 500ms.',
  });
}
