import { join } from 'node:path';
import { _Refusal, _formatProblem } from '../../../src/core';
import { _RegistryClient, _RegistryOptions } from '../../../src/registry';
import { temporaryFolder } from '../../support/temporary';

/** A clock in which waiting takes no time. */
export class TestClock {
  public readonly waits: number[] = [];
  private time = Date.parse('2026-01-02T03:04:05Z');

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    this.time += milliseconds;
    return new Promise(done => void setImmediate(done));
  }
}

/** A client that knows no login, and waits for nothing. */
export function createClient(options: _RegistryOptions = {}): _RegistryClient {
  const { environment = {}, ...rest } = options;
  return new _RegistryClient({
    clock: new TestClock(),
    environment: { DOCKER_CONFIG: join(temporaryFolder(), 'none'), ...environment },
    ...rest,
  });
}

/** The text of a refusal. Hosts on this machine are `HOST`, or have the name given for them; of digests, only the beginning is left. */
export async function refusal(work: Promise<unknown>, names: Record<string, string> = {}): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    const named = Object.entries(names).reduce((text, [host, name]) => text.replaceAll(host, name), _formatProblem(error.problem));
    return named.replace(/127\.0\.0\.1:\d+/g, 'HOST').replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1');
  }
  return 'no refusal';
}

/** The id and the first sentence of it. */
export async function brief(work: Promise<unknown>, names?: Record<string, string>): Promise<string> {
  const [first, what] = (await refusal(work, names)).split('\n');
  return `${first.split(' ')[0]}: ${what?.trim()}`;
}
