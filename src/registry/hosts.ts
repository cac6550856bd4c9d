import { _DOCKER_HUB, _DOCKER_HUB_HOST, _quoteValue } from '../core';
import { _Messages } from './messages';
import { _Settings } from './options';

/**
 * Where repositories are.
 *
 * @internal
 */
export interface _Endpoint {
  /** Its name in references and in the configuration of Docker, e.g. `docker.io`, `localhost:5000`. */
  readonly host: string;
  /** The URL before the name of a repository, e.g. `https://registry-1.docker.io/v2/`. */
  readonly base: string;
  /** What precedes the name of a repository: that of a project of a mirror, with a slash; or nothing. */
  readonly prefix: string;
  readonly isMirror: boolean;
}

/**
 * A repository of a registry or mirror.
 *
 * @internal
 */
export interface _Place {
  readonly endpoint: _Endpoint;
  /** Its name there, e.g. `library/python`, `hub/library/python`. */
  readonly repository: string;
  /** The image as the user names it, for messages. */
  readonly where: string;
}

/** This machine, with any port. */
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** Scheme, host and path of a mirror. */
const MIRROR = /^(?:(https?):\/\/)?([^/?#@\s]+)(?:\/(?!\/)([^?#@\s]*))?$/;

/**
 * Finds registries and their mirrors.
 *
 * @internal
 */
export class _Hosts {
  public constructor(private readonly settings: _Settings, private readonly messages: _Messages) {}

  /** The registry itself. */
  public findRegistry(domain: string): _Endpoint {
    return this.createEndpoint(domain, domain === _DOCKER_HUB ? _DOCKER_HUB_HOST : domain, '', undefined);
  }

  /** @throws `registry/mirror` */
  public listMirrors(domain: string): _Endpoint[] {
    return (this.settings.mirrors[domain] ?? []).map(text => {
      const [, scheme, host = '', path = ''] = MIRROR.exec(text) ?? [];
      const isUrl = URL.canParse(`https://${host}/${path}`);
      // What precedes an at sign may be a password.
      if (host === '' || !isUrl) {
        this.messages.refuse('registry/mirror', domain, `${_quoteValue(text.replace(/^.*@/s, '***@'))} is not the address of a mirror.`);
      }
      return { ...this.createEndpoint(host, host, path, scheme), isMirror: true };
    });
  }

  /** Whether a host may be asked by http. */
  public isHttpAllowed(host: string): boolean {
    return LOOPBACK.test(host) || this.settings.insecureHosts.includes(host);
  }

  private createEndpoint(host: string, address: string, path: string, scheme: string | undefined): _Endpoint {
    const prefix = path.replace(/\/*$/, '');
    return {
      host,
      base: `${scheme ?? (this.isHttpAllowed(host) ? 'http' : 'https')}://${address}/v2/`,
      prefix: prefix === '' ? '' : `${prefix}/`,
      isMirror: false,
    };
  }
}
