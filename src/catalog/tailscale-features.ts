import { Severity } from '../core';
import type { _GoFeatureCatalog, _GoFeatureCoupling, _GoFeatureLoss } from './go-feature-catalog';
import { TAILSCALE_FEATURES, TAILSCALE_MINORS } from './tailscale-features.generated';

/** The address of a file of Tailscale, in the release that was read. */
const linkSource = (version: string, file: string): string => `https://github.com/tailscale/tailscale/blob/${version}/${file}`;

/** Dependencies that feature/featuretags does not declare. Read in the sources of every minor from 1.90 to 1.104. */
const COUPLINGS: readonly _GoFeatureCoupling[] = [
  {
    feature: 'dns',
    other: 'netstack',
    strength: 'needs',
    because: 'nothing else answers on 100.100.100.100',
    source: linkSource('v1.104.5', 'wgengine/netstack/netstack.go'), // handleLocalPackets; that of wgengine/userspace.go has no branch for Linux
  },
  {
    feature: 'osrouter',
    other: 'netstack',
    strength: 'wants',
    until: '1.104',
    because: 'without it tailscaled panics when it sends a packet of its own, e.g. the answer to a ping',
    source: linkSource('v1.102.5', 'net/tstun/wrap.go'), // injectedRead calls invertGSOChecksum, which panics, for every packet
  },
  {
    feature: 'netstack',
    other: 'gro',
    strength: 'wants',
    because: 'it processes TCP packets in groups instead of one by one',
    source: linkSource('v1.104.5', 'wgengine/netstack/link_endpoint.go'),
  },
  {
    feature: 'advertiseexitnode',
    other: 'dns',
    strength: 'wants',
    because: 'clients of the exit node resolve public names through it',
    source: linkSource('v1.104.5', 'ipn/ipnlocal/peerapi.go'), // /dns-query
  },
  {
    feature: 'cli',
    other: 'unixsocketidentity',
    strength: 'needs',
    until: '1.104',
    because: 'without it the daemon denies access to every command',
    source: 'https://github.com/tailscale/tailscale/issues/17873', // in 1.104: ipn/ipnauth/ipnauth_omit_unixsocketidentity.go
  },
  {
    feature: 'cli',
    other: 'ipnbus',
    strength: 'wants',
    since: '1.98',
    because: 'without it "tailscale up" neither waits nor prints the login address',
    source: linkSource('v1.104.5', 'cmd/tailscale/cli/up.go'),
  },
  {
    feature: 'cli',
    other: 'tailnetlock',
    strength: 'wants',
    because: 'without it "tailscale up" ends with an error although the node is logged in, because it cannot read the first network map',
    source: linkSource('v1.104.7', 'tka/disabled_stub.go'), // AUMHash.UnmarshalText fails, and NetworkMap.TKAHead is one
  },
];

/** Features whose loss shows only at run time. */
const LOSSES: readonly _GoFeatureLoss[] = [
  {
    feature: 'udptransport', // built in always before 1.104
    severity: Severity.WARNING,
    loss: 'All traffic to peers is relayed over DERP, never sent to them directly.',
    source: linkSource('v1.104.5', 'feature/featuretags/featuretags.go'),
  },
  {
    feature: 'nattraversal', // built in always before 1.104
    severity: Severity.WARNING,
    loss: 'Traffic goes directly only to peers whose address can be reached from outside; other traffic is relayed over DERP.',
    source: linkSource('v1.104.5', 'feature/featuretags/featuretags.go'),
  },
  {
    feature: 'logtail',
    severity: Severity.INFO,
    loss: 'Lines of every level reach the log: the flag --verbose has no effect.',
    source: linkSource('v1.98.3', 'cmd/tailscaled/tailscaled.go'), // logpolicy, which filters by level, is only set up with HasLogTail
  },
];

/**
 * The optional features of Tailscale.
 *
 * @see https://github.com/tailscale/tailscale/blob/v1.104.5/feature/featuretags/featuretags.go
 * @internal
 */
export const _TAILSCALE: _GoFeatureCatalog = {
  program: 'Tailscale',
  minors: TAILSCALE_MINORS,
  features: TAILSCALE_FEATURES,
  couplings: COUPLINGS,
  losses: LOSSES,
  commands: { iptables: ['iptables', 'ip6tables'] }, // util/linuxfw/iptables.go calls them by name and falls back to nftables
};
