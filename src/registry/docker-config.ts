import { homedir } from 'node:os';
import { join } from 'node:path';
import { _findMember } from './answer';
import { _askCredentialHelper } from './credential-helper';
import { _Login, _PasswordLogin } from './login';
import { _Messages } from './messages';
import { _Settings } from './options';
import { _DOCKER_HUB, _DOCKER_HUB_HOST, _UnreadableFile, _quoteValue, _readJson, _readRegularFile } from '../core';

/** What Docker stores the login of Docker Hub for. */
const DOCKER_HUB_SERVER = 'https://index.docker.io/v1/';
/** Other names of Docker Hub that occur there. */
const DOCKER_HUB_HOSTS = [_DOCKER_HUB, 'index.docker.io', _DOCKER_HUB_HOST];
/** Docker Desktop stores tokens of its own below the same host. */
const OTHER_TOKEN = /\/(?:access|refresh)-token$/;

/** Far more than the logins for thousands of registries. */
const MOST_BYTES = 16 * 2 ** 20;

const HELPER_NAME = /^[\w.-]+$/;

/** What is read of `config.json`. */
interface Config {
  readonly file: string;
  readonly auths: ReadonlyMap<string, unknown>;
  readonly credHelpers: ReadonlyMap<string, unknown>;
  readonly credsStore: unknown;
}

/**
 * The logins that `docker login` has stored.
 *
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-stores
 * @internal
 */
export class _DockerConfig {
  private config?: Promise<Config>;
  private readonly logins = new Map<string, Promise<_Login | undefined>>();

  public constructor(private readonly settings: _Settings, private readonly messages: _Messages) {}

  /**
   * @param host e.g. `docker.io`
   * @throws `registry/docker-config`, `registry/credential-helper`
   */
  public async findLogin(host: string): Promise<_Login | undefined> {
    let login = this.logins.get(host);
    if (login === undefined) {
      login = this.readLogin(host);
      this.logins.set(host, login);
    }
    return login;
  }

  private async readLogin(host: string): Promise<_Login | undefined> {
    const config = await (this.config ??= this.readConfig());
    const helper = findByHost(config.credHelpers, host) ?? config.credsStore;
    const stored = helper === undefined || helper === '' ? undefined : await this.askHelper(helper, host, config.file);
    const login = stored ?? this.readAuth(config, host);
    if (login === undefined) return undefined;
    for (const secret of login.identityToken === undefined ? [login.password, _encodeBasic(login)] : [login.identityToken]) {
      this.messages.addSecret(secret);
    }
    return login;
  }

  private async readConfig(): Promise<Config> {
    const folder = this.settings.environment.DOCKER_CONFIG ?? '';
    const file = join(folder === '' ? join(homedir(), '.docker') : folder, 'config.json');
    let text;
    try {
      text = _readRegularFile(file, MOST_BYTES).toString('utf8');
    } catch (error) {
      const { code, reason } = _UnreadableFile.of(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return { file, auths: new Map(), credHelpers: new Map(), credsStore: undefined };
      return this.messages.refuse('registry/docker-config', file, `It cannot be read: ${reason}.`);
    }
    const read = text.trim() === '' ? undefined : _readJson(text);
    // Only the place: what is found there may be a password.
    if (read !== undefined && 'found' in read) {
      return this.messages.refuse('registry/docker-config', file, `It is not JSON: line ${read.line}, column ${read.column}.`);
    }
    const value: unknown = read === undefined ? {} : JSON.parse(text);
    return {
      file,
      auths: this.readEntries(value, 'auths', file),
      credHelpers: this.readEntries(value, 'credHelpers', file),
      credsStore: _findMember(value, 'credsStore'),
    };
  }

  private readEntries(value: unknown, name: string, file: string): Map<string, unknown> {
    const member = _findMember(value, name) ?? {};
    if (typeof member !== 'object' || Array.isArray(member)) {
      return this.messages.refuse('registry/docker-config', file, `"${name}" is not an object.`);
    }
    return new Map(Object.entries(member));
  }

  private async askHelper(name: unknown, host: string, file: string): Promise<_Login | undefined> {
    if (typeof name !== 'string' || !HELPER_NAME.test(name)) {
      return this.messages.refuse('registry/docker-config', file, `The credential helper for ${host} has no valid name.`);
    }
    const program = `docker-credential-${name}`;
    const server = host === _DOCKER_HUB ? DOCKER_HUB_SERVER : host;
    const { helperMilliseconds, environment } = this.settings;
    const { login, fault } = await _askCredentialHelper(program, server, helperMilliseconds, environment);
    if (fault === undefined) return login;
    return this.messages.refuse('registry/credential-helper', file, `The credential helper ${program} ${fault}.`,
      `Run it to see what is wrong: echo ${server} | ${program} get. If you do not need a login for ${host}, remove the helper from the file.`);
  }

  private readAuth({ auths, file }: Config, host: string): _Login | undefined {
    const entry = findByHost(auths, host);
    const text = (name: string) => {
      const value = _findMember(entry, name);
      return typeof value === 'string' ? value : '';
    };
    if (text('identitytoken') !== '') return { identityToken: text('identitytoken') };
    if (text('auth') === '') return text('username') === '' ? undefined : { username: text('username'), password: text('password') };
    // Docker pads with zeros.
    const decoded = Buffer.from(text('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
    const colon = decoded.indexOf(':');
    if (colon < 1) {
      return this.messages.refuse('registry/docker-config', file, `"auth" of ${_quoteValue(host)} is not "user:password" in Base64.`);
    }
    return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
  }
}

/**
 * The login as the header `Authorization: Basic` has it.
 *
 * @internal
 */
export function _encodeBasic({ username, password }: _PasswordLogin): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/** What is stored for a host: under what Docker writes, under the plain host, or under a URL of it. */
function findByHost(entries: ReadonlyMap<string, unknown>, host: string): unknown {
  const exact = (host === _DOCKER_HUB ? [DOCKER_HUB_SERVER, ...DOCKER_HUB_HOSTS] : [host]).find(name => entries.has(name));
  const name = exact ?? [...entries.keys()].find(key => !OTHER_TOKEN.test(key) && normalizeHost(key) === host);
  return name === undefined ? undefined : entries.get(name);
}

function normalizeHost(key: string): string {
  const host = key.replace(/^https?:\/\//, '').split('/')[0];
  return DOCKER_HUB_HOSTS.includes(host) ? _DOCKER_HUB : host;
}
