import { _GivenFlags } from './given-flags';
import { _readCommand } from './read-command';
import type { _ReadContext } from './reader';
import { Healthcheck } from '../nodes/healthcheck';
import type { _SyntaxInstruction } from '../syntax/syntax-tree';

/** @internal */
export function _readHealthcheck(instruction: _SyntaxInstruction, { escape }: _ReadContext): Healthcheck {
  const { words: [{ text: kind }], rest } = instruction;
  if (kind.toUpperCase() === 'NONE') return Healthcheck.none();
  const flags = new _GivenFlags(instruction, escape);
  const retries = flags.readText('retries');
  return Healthcheck.command(_readCommand(instruction, rest.slice(kind.length).replace(/^[\t\v\f\r ]+/, '')), {
    interval: flags.readText('interval'),
    timeout: flags.readText('timeout'),
    startPeriod: flags.readText('start-period'),
    startInterval: flags.readText('start-interval'),
    retries: retries === undefined ? undefined : Number(retries),
  });
}
