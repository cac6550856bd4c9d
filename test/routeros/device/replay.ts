import type { Answer } from './commands';
import { DeviceError } from './device';
import type { Bench } from './run';

/** A request that has not been answered yet. */
class Open extends Error {
  public constructor(public readonly url: string, public readonly headers: Readonly<Record<string, string>>) {
    super(url);
  }
}

/** Runs a script, which the simulation does without waiting: again and again, until each of its requests has been answered by the real registry. */
export async function replay(start: Bench, name: string): Promise<Bench> {
  const answers: (Answer | DeviceError)[] = [];
  for (;;) {
    const bench = start.copy();
    let next = 0;
    bench.fetch = (url, headers) => {
      const answer = answers[next++];
      if (answer === undefined) throw new Open(url, headers);
      if (answer instanceof DeviceError) throw answer;
      return answer;
    };
    try {
      bench.import(name);
      return bench;
    } catch (error) {
      if (!(error instanceof Open)) throw error;
      const response = await fetch(error.url.replace(/^https:/, 'http:'), { headers: error.headers });
      answers.push(response.ok ? { data: await response.text(), headers: Object.fromEntries(response.headers) } : new DeviceError(`failure: ${response.status}`));
    }
  }
}
