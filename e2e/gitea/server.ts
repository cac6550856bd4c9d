import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(__dirname, 'server.sh');

/** A real Gitea on loopback, without a runner. */
export class Server {
  /** Starts it; ends the process with the code of the script if it cannot be had. */
  public static up(): Server {
    const { status, stdout } = spawnSync(SCRIPT, ['up'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (status !== 0) process.exit(status ?? 1);
    return new Server(Object.fromEntries([...stdout.matchAll(/(GITEA_\w+)=(\S+)/g)].map(([, name, value]) => [name, value])));
  }

  public readonly url: string;
  public readonly log: string;
  /** By the name of the user: `acme` administrates and owns the repositories, the others are bots. */
  public readonly tokens: Readonly<Record<'acme' | 'bot' | 'completer', string>>;

  private constructor(variables: Record<string, string>) {
    this.url = variables.GITEA_URL;
    this.log = variables.GITEA_LOG;
    this.tokens = { acme: variables.GITEA_TOKEN, bot: variables.GITEA_BOT_TOKEN, completer: variables.GITEA_COMPLETER_TOKEN };
  }

  /** The address of a repository, for git. */
  public remote(repository: string, user: keyof Server['tokens'] = 'acme'): string {
    return `${this.url.replace('//', `//${user}:${this.tokens[user]}@`)}/${repository}.git`;
  }

  /** Calls its API; an answer that is no success is an error. */
  public async call(method: string, path: string, body?: object, user: keyof Server['tokens'] = 'acme'): Promise<any> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method, headers: { 'authorization': `token ${this.tokens[user]}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  public down(): void {
    spawnSync(SCRIPT, ['down'], { stdio: 'inherit' });
  }
}
