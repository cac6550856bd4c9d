/** An address with the length of its network's prefix, as numbers. */
export interface Network {
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

const OCTET = /^(0|[1-9]\d{0,2})$/;

/** Parses `172.20.0.2/24`, `100.64.0.0/10`, `fd00::2/64`, or an address alone, which is a network by itself; undefined for anything else. */
export function parseNetwork(text: string): Network | undefined {
  const [, host, length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (host === undefined) return undefined;
  const bits = host.includes(':') ? 128 : 32;
  const address = bits === 32 ? parseFour(host) : parseSix(host);
  const prefix = length === undefined ? bits : Number(length);
  return address === undefined || prefix > bits ? undefined : { bits, address, prefix };
}

/** Whether two networks have an address in common. */
export function overlap(a: Network, b: Network): boolean {
  return a.bits === b.bits && start({ ...a, prefix: Math.min(a.prefix, b.prefix) }) === start({ ...b, prefix: Math.min(a.prefix, b.prefix) });
}

/** The first address of a network. */
export function start({ bits, address, prefix }: Network): bigint {
  return address - address % (2n ** BigInt(bits - prefix));
}

/** The first address of a network of IPv4 as text. */
export function printStart(network: Network): string {
  const first = start(network);
  return [24n, 16n, 8n, 0n].map(shift => String(first / 2n ** shift % 256n)).join('.');
}

/** A network as text: its first address and the length of its prefix. */
export function printNetwork(network: Network): string {
  if (network.bits === 32) return `${printStart(network)}/${network.prefix}`;
  const first = start(network);
  const groups = Array.from({ length: 8 }, (_, i) => (first / 65536n ** BigInt(7 - i) % 65536n).toString(16)).join(':');
  return `${groups.replace(/(^|:)0(:0)+(:|$)/, '::')}/${network.prefix}`;
}

/** Whether an address is one that a host of the network can have: not the first and not the last of an IPv4 network. */
export function isHost(network: Network): boolean {
  if (network.bits === 128 || network.prefix >= 31) return true;
  const first = start(network);
  return network.address !== first && network.address !== first + 2n ** BigInt(32 - network.prefix) - 1n;
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some(part => !OCTET.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseSix(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left, right = []] = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (groups.some(group => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
