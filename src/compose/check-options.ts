import type { ComposeServiceOptions } from './compose-service-options';
import { readMount } from './mounts';
import { _hasHidden, _quoteValue, _refuse } from '../core';

/** @see https://docs.docker.com/reference/compose-file/services/#ports */
const PORT = /^(?:(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-fA-F:]+\]):)?\d{1,5}(?:-\d{1,5})?:\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp|sctp))?$/;

/** Refuses what Compose would not read, or read differently. */
export function checkOptions({ command = [], environment = {}, passedEnvironment = [], ports = [], volumes = [] }: ComposeServiceOptions): void {
  for (const port of ports) {
    if (!PORT.test(port)) {
      refuse('compose/port', `${_quoteValue(port)} does not publish a port.`, 'Compose would reject the file, or choose a port at random.',
        'Write the port of this machine and that of the container: "8080:80", "127.0.0.1:8443:443", "53:53/udp".');
    }
  }
  volumes.forEach(readMount);
  for (const name of [...Object.keys(environment), ...passedEnvironment]) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      refuse('compose/variable', `${_quoteValue(name)} is not the name of an environment variable.`, 'No shell can set or read it.',
        'Use letters, digits and "_", and do not begin with a digit.');
    }
    if (Object.hasOwn(environment, name) && passedEnvironment.includes(name)) {
      refuse('compose/variable', `The variable ${name} has a value and is also passed from the shell.`, 'Only one of the two can be in the container.',
        'Remove it from environment or from passedEnvironment.');
    }
  }
  for (const text of [...command, ...Object.values(environment)]) {
    if (_hasHidden(text) || text.includes('\0')) {
      refuse('compose/text', `${_quoteValue(text)} has a character that cannot be seen.`, 'A reader of the file would see another text than the container gets.',
        'Write the text without it.');
    }
  }
}

function refuse(id: string, what: string, why: string, fix: string): never {
  return _refuse({ id, what, why, fix });
}
