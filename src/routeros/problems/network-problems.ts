import { Problem, _quoteValue } from '../../core';
import type { Deployment } from '../model/deployment';
import { Network, isHost, overlap, parseNetwork, printNetwork, start } from '../model/ip';

interface Named {
  readonly text: string;
  readonly network: Network;
  readonly what: string;
}

/** What is wrong with the addresses of a deployment. */
export function findNetworkProblems(d: Deployment): Problem[] {
  const { address, gateway, address6, gateway6 } = d.network._options;
  const named: (Named | Problem)[] = [
    readNetwork(address, 32, 'the network of the container'),
    ...address6 === undefined ? [] : [readNetwork(address6, 128, 'the IPv6 network of the container')],
    ...d.routes.map(route => readNetwork(route, undefined, 'a route through the container')),
  ];
  const networks = named.filter((each): each is Named => 'network' in each);
  return [
    ...named.filter((each): each is Problem => 'id' in each),
    ...d.routes.flatMap(findHostBits),
    ...findGatewayProblems(address, gateway),
    ...address6 === undefined && gateway6 === undefined ? [] : findGatewayProblems(address6 ?? '', gateway6 ?? ''),
    ...findOverlaps(networks),
    ...[...d.dns, ...d.forwardedDomains.map(({ server }) => server)]
      .filter(server => server.includes('/') || parseNetwork(server) === undefined)
      .map(server => describeAddress(server, 'is not the address of a DNS server', 'dns: ["1.1.1.1"]')),
    ...d.forwardedDomains.filter(({ domain }) => !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(domain))
      .map(({ domain }) => describeAddress(domain, 'is not a domain', 'forwardedDomains: [{ domain: "ts.net", server: "100.100.100.100" }]')),
    ...findRepeatedDomains(d.forwardedDomains.map(({ domain }) => domain)),
    ...[d.network.bridge].filter(bridge => bridge !== undefined && !/^[^\s"\\$]+$/.test(bridge))
      .map(bridge => describeAddress(bridge!, 'is not the name of a bridge', 'RouterOsNetwork.existingBridge("bridge", …)')),
    ...address6 === undefined ? networks.filter(({ network }) => network.bits === 128).map(({ text }) => describeNoGateway(text)) : [],
  ];
}

/** Each network is compared with those before it, and the first that overlaps is named: all pairs of a long list would be too many. */
function findOverlaps(networks: readonly Named[]): Problem[] {
  return networks.flatMap((each, i) => {
    const before = networks.findIndex(other => overlap(other.network, each.network));
    return before < i ? [describeOverlap(networks[before], each)] : [];
  });
}

function readNetwork(text: string, bits: 32 | 128 | undefined, what: string): Named | Problem {
  const network = parseNetwork(text);
  const isGood = network !== undefined && text.includes('/') && (bits === undefined || network.bits === bits) && (bits === undefined || isHost(network));
  return isGood ? { text, network, what } : describeAddress(text, `is not ${what}`, bits === 128 ? '"fd00::2/64"' : '"172.20.0.2/24"');
}

/** A route leads to a network, whose address is its first one. */
function findHostBits(route: string): Problem[] {
  const network = parseNetwork(route);
  if (network === undefined || !route.includes('/') || network.address === start(network)) return [];
  return [{
    id: 'routeros/address',
    what: `${_quoteValue(route)} is an address in a network, and a route leads to a network.`,
    why: 'The router does not keep the route in this form, so the scripts would not find it again.',
    fix: `Write the network: routes: ["${printNetwork(network)}"]; or the address alone: "${route.split('/')[0]}/${network.bits}".`,
  }];
}

function findRepeatedDomains(domains: readonly string[]): Problem[] {
  const names = domains.map(domain => domain.toLowerCase());
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
  return repeated.map(name => ({
    id: 'routeros/overlap',
    what: `The domain ${_quoteValue(name)} is forwarded twice.`,
    why: 'The scripts find what they have installed by its name, and the router asks only one server.',
    fix: 'Keep the entry with the right server.',
  }));
}

function findGatewayProblems(address: string, gateway: string): Problem[] {
  const network = parseNetwork(address);
  const router = parseNetwork(gateway);
  if (network === undefined) return address === '' ? [describeAddress(gateway, 'is the gateway of no address', 'address6: "fd00::2/64"')] : [];
  if (router === undefined || gateway.includes('/')) return [describeAddress(gateway, `is not the address of the router in the network of ${address}`, 'gateway: "172.20.0.1"')];
  const at = { ...router, prefix: network.prefix };
  if (router.bits === network.bits && overlap(network, at) && router.address !== network.address && isHost(at)) return [];
  return [{
    id: 'routeros/gateway',
    what: router.address === network.address
      ? `The container and the router both have the address ${gateway}.`
      : `The gateway ${_quoteValue(gateway)} is not a host of the network of ${_quoteValue(address)}.`,
    why: 'The container would reach nothing, not even the router.',
    fix: 'Give the router another address of the same network: address: "172.20.0.2/24", gateway: "172.20.0.1".',
  }];
}

function describeNoGateway(route: string): Problem {
  return {
    id: 'routeros/route',
    what: `The route to ${_quoteValue(route)} needs an IPv6 address of the container, which has none.`,
    why: 'A route without a gateway leads nowhere.',
    fix: 'Give it one: RouterOsNetwork.routed({ address6: "fd00::2/64", gateway6: "fd00::1", … }), or remove the route.',
  };
}

function describeOverlap(a: Named, b: Named): Problem {
  return {
    id: 'routeros/overlap',
    what: `${a.text} (${a.what}) and ${b.text} (${b.what}) overlap.`,
    why: 'The router would send packets for one of them to the other.',
    fix: 'Take networks that have no address in common, e.g. 172.20.0.2/24 for the container.',
  };
}

function describeAddress(text: string, what: string, example: string): Problem {
  return {
    id: 'routeros/address',
    what: `${_quoteValue(text)} ${what}.`,
    why: 'The router would refuse the command, after others had been run.',
    fix: `Write it as ${example}.`,
  };
}
