import { ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Answer, Request } from './answer';
import { CACHE } from '../cache';
import { Unavailable } from '../engine';

/** The frontends that can be asked, each with the file that names the BuildKit it belongs to. */
export const FRONTENDS: Record<string, string> = {
  1.28: 'go.mod', // of BuildKit 0.34.2, the newest
  1.24: 'frontend-1.24.mod', // of BuildKit 0.30.0, which the examples pin
};

const NEWEST = '1.28';

/** BuildKit, asked what it makes of Dockerfiles. */
export class Oracle {
  /** Compiles the Go program if it has changed, and starts it. */
  public static async start(frontend = NEWEST): Promise<Oracle> {
    return new Oracle(frontend, spawn(await compiled(frontend)));
  }

  private readonly waiting = new Map<string, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  private asked = 0;
  private ended?: Error;

  private constructor(public readonly frontend: string, private readonly child: ChildProcessWithoutNullStreams) {
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', line => {
      const { id, ...answer } = JSON.parse(line) as Answer & { id: string };
      this.waiting.get(id)!.resolve(answer);
      this.waiting.delete(id);
    });
    let said = '';
    child.stderr.on('data', data => { said += data; });
    child.stdin.on('error', () => undefined); // it has ended: "close" tells why
    child.on('close', code => {
      this.ended = new Error(`The oracle ended with ${code}: ${said}`);
      for (const { reject } of this.waiting.values()) reject(this.ended);
    });
  }

  /** Asks one question. Many may be asked at a time. */
  public async ask(request: Request): Promise<Answer> {
    if (this.ended !== undefined) throw this.ended;
    const id = `${this.asked++}`;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.stdin.write(`${JSON.stringify({ ...request, id })}\n`);
    });
  }

  /** Lets it end. */
  public stop(): void {
    this.child.stdin.end();
  }
}

/** The program for a frontend, in the cache of the end-to-end tests. Go itself knows whether there is anything to do. */
async function compiled(frontend: string): Promise<string> {
  const program = join(CACHE, 'bin', `oracle-${frontend}`);
  await mkdir(join(CACHE, 'bin'), { recursive: true });
  await promisify(execFile)('go', ['build', '-trimpath', '-buildvcs=false', `-modfile=${FRONTENDS[frontend]}`, '-o', program, '.'], {
    cwd: __dirname,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOOS: '', GOARCH: '' },
  }).catch((error: NodeJS.ErrnoException) => {
    const isMissing = error.code === 'ENOENT' || /go\.mod requires go >=/.test(error.message);
    throw isMissing ? new Unavailable(`There is no Go that could compile the oracle: ${error.message}`) : error;
  });
  return program;
}
