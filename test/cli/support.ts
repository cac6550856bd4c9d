import { Readable, Writable } from 'node:stream';
import { ExitCode, main } from '../../src/cli';

/** What a command said, and how it ended. */
export interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs `imagewright` in this process. */
export async function imagewright(args: string[], stdin = ''): Promise<Said> {
  const said = { out: '', err: '' };
  const into = (name: 'out' | 'err') => new Writable({
    write(chunk, _, done) {
      said[name] += chunk;
      done();
    },
  });
  const code = await main(args, { stdin: Readable.from([Buffer.from(stdin)]), stdout: into('out'), stderr: into('err') });
  return { code, ...said };
}
