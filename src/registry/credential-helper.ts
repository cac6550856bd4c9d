import { spawn } from 'node:child_process';
import { _findMember } from './answer';
import { _Login } from './login';
import { _parseJson } from '../core';

/** What a helper writes at most. */
const MAX_BYTES = 2 ** 20;

/** What all helpers write when they have no login for a host. https://github.com/docker/docker-credential-helpers */
const NOT_FOUND = /credentials not found|credentials server url/i;

/**
 * Asks a credential helper of Docker for a login. What it writes is shown to nobody.
 *
 * @param program e.g. `docker-credential-desktop`
 * @param server what the login is stored for
 * @returns nothing where the helper has none; or what is wrong, as a sentence that follows the name of the program
 * @internal
 */
export async function _askCredentialHelper(
  program: string,
  server: string,
  milliseconds: number,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly login?: _Login; readonly fault?: string }> {
  const { output, fault } = await run(program, server, milliseconds, environment);
  if (NOT_FOUND.test(output)) return {};
  if (fault !== undefined) return { fault };
  const { value } = _parseJson(output);
  const username = _findMember(value, 'Username');
  const secret = _findMember(value, 'Secret');
  if (typeof username !== 'string' || typeof secret !== 'string') return { fault: 'writes something that is not a login' };
  if (secret === '') return {};
  return { login: username === '<token>' ? { identityToken: secret } : { username, password: secret } };
}

async function run(
  program: string,
  input: string,
  milliseconds: number,
  environment: NodeJS.ProcessEnv,
): Promise<{ output: string; fault?: string }> {
  return new Promise(resolve => {
    const child = spawn(program, ['get'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    let output = '';
    const end = (fault?: string) => {
      clearTimeout(timer);
      // What the helper started may live on, and hold its output open.
      child.kill('SIGKILL');
      child.stdout.destroy();
      resolve({ output, ...fault === undefined ? {} : { fault } });
    };
    const timer = setTimeout(() => end(`did not answer within ${milliseconds / 1000} seconds`), milliseconds);
    child.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'ENOENT' ? 'is not installed' : `cannot be started (${code})`));
    child.on('close', status => end(status === 0 ? undefined : `ended with the exit code ${status}`));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MAX_BYTES) end('writes something that is not a login');
    });
    // It may end without reading.
    child.stdin.on('error', () => undefined).end(`${input}\n`);
  });
}
