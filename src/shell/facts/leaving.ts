import { _findLiteral } from '../syntax/syntax-tree';
import type { _Command, _Pipeline } from '../syntax/syntax-tree';

/** Maximum depth of nested groups and functions. */
const DEEPEST = 5;

/**
 * Whether a pipeline leaves the script or function, and whether with a failure. `exit` without a status has the status of the command before,
 * which has failed if the `exit` is after `||`.
 *
 * @internal
 */
export function _findLeaving(pipeline: _Pipeline, functions: Map<string, _Command>, depth = 0): 'failure' | 'success' | undefined {
  const [command, ...more] = pipeline.commands;
  if (more.length > 0 || depth > DEEPEST) return undefined;
  if (command.kind === 'group') {
    const last = command.body.at(-1);
    return last === undefined || last.rest.length > 0 || last.background ? undefined : _findLeaving(last.first, functions, depth + 1);
  }
  if (command.kind !== 'simple' || command.words.length === 0) return undefined;
  const [name, status] = command.words.slice(0, 2).map(_findLiteral);
  if (name === 'exit' || name === 'return') return status === '0' ? 'success' : 'failure';
  if (name === 'false') return 'failure';
  const body = name === undefined ? undefined : functions.get(name);
  return body === undefined ? undefined : _findLeaving({ negated: false, commands: [body] }, functions, depth + 1);
}
