import { _parseInteger } from './go-values';

/**
 * A problem with a port; `early`: BuildKit fails before it checks the spelling.
 *
 * @internal
 */
export interface _PortProblem {
  readonly text: string;
  readonly early?: true;
}

/**
 * Finds the reason why BuildKit rejects a port of `EXPOSE`: `[[address:]host:]port[-port][/protocol]`.
 *
 * @internal
 */
export function _findPortProblem(text: string): _PortProblem | undefined {
  const { address, host, port, protocol } = splitPort(text);
  if (port === '') return { text: 'it names no port', early: true };
  if (!/^(?:tcp|udp|sctp|)$/i.test(protocol)) return { text: `"${protocol}" is not tcp, udp or sctp`, early: true };
  const bare = address.replace(/^\[(.*)\]$/, '$1');
  if (bare !== '' && !isAddress(bare)) return { text: `"${address}" is not an address` };
  const range = countPorts(port);
  if (range === undefined) return { text: `"${port}" is not a port or range from 0 to 65535` };
  if (host === '') return undefined;
  const hostRange = countPorts(host);
  if (hostRange === undefined) return { text: `"${host}" is not a port or range from 0 to 65535` };
  return range > 1 && range !== hostRange ? { text: 'the ranges differ in length' } : undefined;
}

/**
 * The text as written; empty if there is none.
 *
 * @internal
 */
export function _readPortProtocol(text: string): string {
  return splitPort(text).protocol;
}

/**
 * The part that BuildKit uses: the ports of the container, and the protocol in lower case.
 *
 * @internal
 */
export function _readContainerPort(text: string): string {
  const { port, protocol } = splitPort(text);
  return protocol === '' ? port : `${port}/${protocol.toLowerCase()}`;
}

/** The number of ports; undefined if it is invalid. */
function countPorts(text: string): number | undefined {
  const [, first, last = first] = /^([^-]*)(?:-(.*))?$/s.exec(text)!;
  const [from, to] = [first, last].map(each => _parseInteger(each.replace(/^\+/, ''), 10, 0, 65_535));
  return from === undefined || to === undefined || to < from ? undefined : to - from + 1;
}

/** Whether a text is IPv4, or looks like IPv6: digits, colons, and at most one `::`. */
function isAddress(text: string): boolean {
  const decimal = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?=\d)|$)){4}$/;
  if (decimal.test(text)) return true;
  const [left, right, ...more] = text.split('::');
  const groups = [left, right ?? ''].flatMap(part => part === '' ? [] : part.split(':'));
  const last = groups.at(-1) ?? '';
  const count = groups.length + (decimal.test(last) ? 1 : 0);
  const fits = right === undefined ? count === 8 : count < 8;
  return text.includes(':') && more.length === 0 && fits && groups.every((group, i) => /^[\da-f]{1,4}$/i.test(group) || (i === groups.length - 1 && decimal.test(last)));
}

function splitPort(text: string): { address: string; host: string; port: string; protocol: string } {
  const all = text.split(':');
  const container = all.pop()!;
  const host = all.pop() ?? '';
  const slash = container.indexOf('/');
  return {
    address: all.join(':'),
    host,
    port: slash < 0 ? container : container.slice(0, slash),
    protocol: slash < 0 ? '' : container.slice(slash + 1),
  };
}
