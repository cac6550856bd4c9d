/**
 * What the dumps of the command tree do not have: properties that can be read and not set, and which values an argument takes. Only what the
 * scripts use. From the manual (https://manual.mikrotik.com/docs/cli-reference) and, for `/container`, from public scripts that run on routers.
 */

/** Properties of a menu, by the first version that has them. */
export const READ_ONLY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/container': { 'running': '7.20', 'image-id': '7.20', 'healthy': '7.22', 'starting-with-healthcheck': '7.22' },
  '/container/config': {},
  '/disk': { free: '7.20', fs: '7.20' },
  '/file': {},
  '/interface/bridge': {},
  '/interface/bridge/port': {},
  '/interface/veth': {},
  '/ip/address': {},
  '/ip/dns': { 'dynamic-servers': '7.20' },
  '/ip/dns/static': {},
  '/ip/firewall/nat': {},
  '/ip/route': { active: '7.20' },
  '/ipv6/address': {},
  '/ipv6/firewall/nat': {},
  '/ipv6/route': {},
  '/system/clock': {},
  '/system/device-mode': { container: '7.20', fetch: '7.20', scheduler: '7.20' },
  '/system/package': { name: '7.20', disabled: '7.20' },
  '/system/resource': {
    'architecture-name': '7.20', 'board-name': '7.20', 'cpu': '7.20', 'free-hdd-space': '7.20', 'free-memory': '7.20', 'uptime': '7.20', 'version': '7.20',
  },
  '/system/scheduler': {},
  '/system/script': {},
  '/system/script/job': { script: '7.20' },
  '/container/mounts': {},
  '/container/envs': {},
};

/** Arguments without which an entry cannot be added. */
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  '/container/add': ['interface'],
  '/interface/veth/add': ['name', 'address'],
  '/interface/bridge/port/add': ['bridge', 'interface'],
  '/ip/address/add': ['address', 'interface'],
  '/ipv6/address/add': ['address', 'interface'],
  '/ip/firewall/nat/add': ['chain'],
  '/ipv6/firewall/nat/add': ['chain'],
  '/ip/route/add': ['dst-address', 'gateway'],
  '/ipv6/route/add': ['dst-address', 'gateway'],
  '/disk/add': ['type', 'slot'],
  '/file/add': ['name'],
  '/system/script/add': ['name'],
  '/system/scheduler/add': ['name', 'on-event'],
};

const YES_NO = /^(yes|no)$/;
const TIME = /^(\d+[smhdw])+$/;
const SIZE = /^\d+M?$/;
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const HOST = `(?:${OCTET}(?:\\.${OCTET}){3}|[0-9a-f:]*:[0-9a-f:]*)`;
const ADDRESS = new RegExp(`^${HOST}$`);
const ADDRESSES = new RegExp(`^${HOST}(,${HOST})*$`);
const NETWORK = new RegExp(`^${HOST}/\\d{1,3}(,${HOST}/\\d{1,3})*$`);

/** What a value looks like, by argument; for all commands, or for one. */
export const VALUES: Readonly<Record<string, RegExp>> = {
  'logging': YES_NO,
  'start-on-boot': YES_NO,
  'ignore-remote-image-change': YES_NO,
  'smb-sharing': YES_NO,
  'media-sharing': YES_NO,
  'advertise': YES_NO,
  'match-subdomain': YES_NO,
  'read-only': YES_NO,
  'check-certificate': YES_NO,
  'interval': TIME,
  'auto-restart-interval': TIME,
  'restart-interval': TIME,
  'healthcheck-interval': TIME,
  'healthcheck-timeout': TIME,
  'delay': TIME,
  'max': /^\d+$/,
  'memory-high': SIZE,
  'memory-max': SIZE,
  'tmpfs-max-size': SIZE,
  'restart-policy': /^(no|on-failure|always)$/,
  'mode': /^(ro|rw)$/,
  'tmpfs': /^\d+M@\/\S+$/,
  'gateway': ADDRESS,
  'gateway6': ADDRESS,
  'dns': ADDRESSES,
  'dst-address': NETWORK,
  'src-address': NETWORK.source === '' ? NETWORK : new RegExp(`^${HOST}(/\\d{1,3})?$`),
  'action': /^masquerade$/,
  'chain': /^srcnat$/,
  'forward-to': ADDRESS,
  'policy': /^(ftp|read|write|policy|test|sensitive)(,(ftp|read|write|policy|test|sensitive))*$/,
  'start-time': /^(startup|\d\d:\d\d:\d\d)$/,
  'output': /^(user|user-with-headers)$/,
  'from': /^(json|\d+)$/,
  'transform': /^lc$/,
  ':convert to': /^base64$/,
  '/disk/add type': /^tmpfs$/,
  '/file/add type': /^directory$/,
  '/ip/dns/static/add type': /^FWD$/,
  '/interface/veth/add address': NETWORK,
  '/ip/address/add address': NETWORK,
  '/ipv6/address/add address': NETWORK,
  'to': /^\d+$/,
};
