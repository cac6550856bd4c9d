import { Instruction } from './instruction';
import { _refuse } from '../../core';
import { EscapeCharacter } from '../print/escape';
import { _checkNotEmpty, _quoteShortened } from '../print/text';
import { Word } from '../words/word';

/**
 * `EXPOSE` declares the ports that the container listens on.
 *
 * @see https://docs.docker.com/reference/dockerfile/#expose
 */
export class Expose extends Instruction {
  public readonly keyword: string = 'EXPOSE';
  private readonly _ports: Word[];

  /**
   * @param ports `8080`, `53/udp`, `6000-6010/tcp`
   * @throws `dockerfile/empty`, `dockerfile/port`, `dockerfile/blank`, `dockerfile/newline`
   */
  public constructor(ports: Word[]) {
    super();
    _checkNotEmpty(this.keyword, ports);
    this._ports = ports.map(checkPort);
    this._print();
  }

  /** The ports. */
  public get ports(): Word[] {
    return [...this._ports];
  }

  /** @internal */
  public _printLine(escape: EscapeCharacter): string {
    return [this.keyword, ...this._ports.map(port => port._print('item', escape))].join(' ');
  }

  /** @internal */
  public _listFeatures(): string[] {
    return this._ports.flatMap(port => port._features());
  }
}

function checkPort(port: Word): Word {
  const text = port._text;
  if (text === undefined) return port;
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(?:tcp|udp|sctp))?$/.exec(text) ?? [];
  if (first !== undefined && Number(first) <= Number(last) && Number(last) <= 65_535) return port;
  return _refuse({
    id: 'dockerfile/port',
    what: `${_quoteShortened(text)} is not a port.`,
    why: 'BuildKit rejects it. It only warns about a host port or upper case TCP, but will reject those too.',
    fix: 'Write a port up to 65535 or a range, and the protocol in lower case: 8080, 53/udp, 6000-6010/tcp.',
  });
}
