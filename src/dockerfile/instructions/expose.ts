import { _refuse } from '../../core';
import { Instruction } from '../node';
import { _nothing } from '../pairs';
import { Word } from '../word';

/**
 * `EXPOSE`: ports that the program listens on.
 *
 * @see https://docs.docker.com/reference/dockerfile/#expose
 */
export class Expose extends Instruction {
  public readonly keyword = 'EXPOSE';
  private readonly _ports: Word[];

  /**
   * @param ports e.g. `8080`, `53/udp`, `6000-6010/tcp`
   * @throws `dockerfile/port`, `dockerfile/empty`
   */
  public constructor(ports: Word[]) {
    super();
    if (ports.length === 0) _refuse(_nothing('EXPOSE'));
    this._ports = ports.map(checked);
  }

  /** The ports. */
  public get ports(): Word[] {
    return [...this._ports];
  }

  /** @internal */
  public _print(): string {
    return `EXPOSE ${this._ports.map(port => port._print(text => text)).join(' ')}`;
  }
}

function checked(port: Word): Word {
  const text = port._text;
  if (text === undefined) return port;
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(?:tcp|udp|sctp))?$/.exec(text) ?? [];
  if (first !== undefined && Number(first) <= Number(last ?? first) && Number(last ?? first) <= 65_535) return port;
  return _refuse({
    id: 'dockerfile/port',
    what: `"${text}" is not a port.`,
    why: 'BuildKit would refuse it, or a newer one would.',
    fix: 'Write a port or a range up to 65535, and the protocol in lower case: 8080, 53/udp, 6000-6010/tcp.',
  });
}
