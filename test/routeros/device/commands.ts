import { Device, DeviceError } from './device';
import type { Row } from './store';

/** An answer of a web server, as the router gets it. */
export interface Answer {
  readonly data: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Gets an address with headers; an error is one of the command. */
export type Fetch = (url: string, headers: Readonly<Record<string, string>>) => Answer;

/** Menus whose entries are only stored. */
const PLAIN = [
  '/interface/bridge', '/interface/bridge/port', '/ip/firewall/nat', '/ip/route', '/ip/dns/static', '/ipv6/address', '/ipv6/route', '/ipv6/firewall/nat',
  '/container/mounts', '/container/envs', '/system/scheduler', '/file', '/system/script', '/ip/address', '/interface/veth', '/disk', '/container',
];

/** A value that a menu shows but does not store. */
export function property(device: Device, menu: string, row: Row, name: string): string | boolean | number {
  if (menu === '/container' && name === 'running') return device.isRunning(row);
  if (menu === '/container' && name === 'image-id') return device.imageId(row);
  if (menu === '/ip/route' && name === 'active') return device.hasRoute || row['dst-address'] !== '0.0.0.0/0';
  if (menu === '/disk' && name === 'free') return device.free(row.slot);
  if (name === 'disabled') return row.disabled === 'yes';
  return row[name] ?? '';
}

export function rowsOf(device: Device, menu: string): Row[] {
  return menu === '/system/script/job' ? device.jobs.map((script, i) => ({ '.id': `*J${i}`, script })) : device.store.rows(menu);
}

export function add(device: Device, menu: string, values: Row): string {
  if (!PLAIN.includes(menu)) throw new Error(`${menu}/add is not simulated`);
  const same = (name: string): boolean => device.store.rows(menu).some(row => row[name] === values[name]);
  const extra: Row = {};
  if (['/interface/veth', '/interface/bridge', '/system/script', '/system/scheduler', '/file'].includes(menu) && same('name')) throw new DeviceError('failure: already have entry with such name');
  if (menu === '/disk' && same('slot')) throw new DeviceError('failure: slot is taken');
  if (menu === '/interface/bridge/port' && same('interface')) throw new DeviceError('failure: already a port');
  if (menu === '/ip/address') extra.network = values.address.replace(/\d+\/\d+$/, '0');
  if (menu === '/file' && values.name.includes('/') && device.placeOf(values.name) === 'flash' && !device.store.rows('/file').some(({ name }) => name === values.name.slice(0, values.name.lastIndexOf('/')))) {
    throw new DeviceError('failure: no such directory');
  }
  if (menu === '/system/scheduler') extra.$next = String(device.now + seconds(values.interval));
  if (menu === '/container') Object.assign(extra, addContainer(device, values));
  return device.store.add(menu, { ...values, ...extra })['.id'];
}

function addContainer(device: Device, values: Row): Row {
  const rows = device.containers;
  if (!device.store.rows('/interface/veth').some(({ name }) => name === values.interface)) throw new DeviceError('input does not match any value of interface');
  if (rows.some(({ name }) => name === values.name)) throw new DeviceError('failure: already have a container of this name');
  if (rows.some(row => row['root-dir'] === values['root-dir'])) throw new DeviceError('failure: root-dir is in use');
  const list = values.mountlists ?? values.mounts;
  if (list !== undefined && !device.store.rows('/container/mounts').some(row => (row.list ?? row.name) === list.split(',')[0])) throw new DeviceError('input does not match any value of mounts');
  if (!device.store.rows('/container/envs').some(row => row.list === values.envlists) && values.envlists !== undefined) throw new DeviceError('input does not match any value of envlists');
  const digest = device.digestOf(values);
  const image = device.imageOf({ $digest: digest });
  const needed = 2 * 17 * 1024 ** 2 + 6 * 1024 ** 2;
  const place = device.placeOf(values['root-dir']);
  const room = place === 'flash' ? device.options.flash - device.used('flash') : place === 'usb1' ? device.free('usb1') : device.freeMemory;
  const refused = values['remote-image'] !== undefined && !device.mayPull(values['remote-image']);
  const takes = image?.pull === 'slow' ? 240 : refused || image?.pull === 'fails' ? 1e9 : 20;
  return { $pulledAt: String(device.now + takes), $startedAt: '', $stoppedAt: '', $lost: room < needed ? 'yes' : 'no', $refused: refused ? 'yes' : 'no', $digest: digest };
}

export function set(device: Device, menu: string, id: string, values: Row): void {
  const row = device.store.get(menu, id);
  if (row === undefined) throw new DeviceError('no such item');
  Object.assign(row, values);
}

export function remove(device: Device, menu: string, id: string): void {
  const row = device.store.get(menu, id);
  if (row === undefined) throw new DeviceError('no such item');
  if (menu === '/container' && (device.isRunning(row) || (row.$startedAt !== '' && device.now < Number(row.$stoppedAt)))) throw new DeviceError('failure: cannot remove running');
  if (menu === '/interface/veth' && device.containers.some(each => each.interface === row.name)) throw new DeviceError('failure: in use by container');
  if (menu === '/disk' && device.containers.some(each => each['root-dir'].startsWith(`${row.slot}/`))) throw new DeviceError('failure: in use');
  device.store.remove(menu, id);
}

export function start(device: Device, id: string): void {
  const row = device.store.get('/container', id);
  if (row === undefined) throw new DeviceError('no such item');
  if (device.isRunning(row)) throw new DeviceError('failure: already running');
  if (device.isPulling(row)) throw new DeviceError('failure: container is not stopped');
  if (!device.hasRoot(row)) throw new DeviceError('execvp: No such file or directory');
  row.$startedAt = String(device.now);
  row.$stoppedAt = '';
}

export function stop(device: Device, id: string): void {
  const row = device.store.get('/container', id);
  if (row === undefined || !device.isRunning(row)) throw new DeviceError('failure: not running');
  row.$stoppedAt = String(device.now + 3);
}

export function seconds(text: string): number {
  const unit = { s: 1, m: 60, h: 3600, d: 86400 }[text.slice(-1)];
  return unit === undefined ? Number(text) : Number(text.slice(0, -1)) * unit;
}
