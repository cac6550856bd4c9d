import { execFileSync, spawn } from 'node:child_process';
import { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { temporaryFolder } from '../../../support/temporary';
import { Seen, TestServer } from '../../../support/test-server';

/** A git server on this machine: git itself (`git http-backend`), with the repository `acme/app.git`. */
export class GitServer extends TestServer {
  public static async start(): Promise<GitServer> {
    return new GitServer(temporaryFolder()).listen();
  }

  private constructor(private readonly root: string) {
    super();
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', this.repository]);
  }

  public get url(): string {
    return `${this.origin}/acme/app.git`;
  }

  private get repository(): string {
    return join(this.root, 'acme/app.git');
  }

  /** Makes a commit, and returns it. */
  public commit(message: string): string {
    const tree = this.git(['hash-object', '-t', 'tree', '-w', '--stdin']);
    return this.git(['commit-tree', tree, '-m', message]);
  }

  /** Creates or moves a tag. */
  public tag(name: string, commit: string, isAnnotated = false): void {
    this.git(['tag', '--force', ...isAnnotated ? ['--annotate', '--message', 'x'] : [], name, commit]);
  }

  public git(args: string[]): string {
    const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' };
    return execFileSync('git', ['-C', this.repository, ...args], { encoding: 'utf8', input: '', env: { ...process.env, ...who } }).trim();
  }

  protected override answerElse(request: IncomingMessage, response: ServerResponse): void {
    const [path, query = ''] = request.url!.split('?');
    const child = spawn('git', ['http-backend'], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: this.root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
    });
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('close', () => {
      const answer = Buffer.concat(pieces);
      const end = answer.indexOf('\r\n\r\n');
      const headers = Object.fromEntries(answer.toString('latin1', 0, end).split('\r\n').map(line => line.split(': ') as [string, string]));
      const { Status: status = '200', ...rest } = headers;
      response.writeHead(Number.parseInt(status, 10), rest).end(answer.subarray(end + 4));
    });
    // git may end before it has read a request whose answer does not need it. What it answers is what counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end((this.seen[this.seen.length - 1] as Seen).body);
  }
}
