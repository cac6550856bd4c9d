import { posix } from 'node:path';
import { _DEFAULT_PATH, _KnownBase } from '../../catalog';
import { RootfsEntry, _BaseContent } from '../../rootfs';

/** Directories in which commands are searched, even in images with unknown links. */
const COMMAND_DIRECTORIES = _DEFAULT_PATH.split(':');

const SHELLS = ['sh', 'ash', 'bash', 'busybox', 'dash'];

/**
 * The loaders of dynamic programs.
 *
 * @see https://sourceware.org/glibc/wiki/ABIList
 * @see https://wiki.musl-libc.org/guidelines-for-distributions (`/lib/ld-musl-$ARCH.so.1`)
 */
const LOADERS = {
  glibc: [
    '/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux.so.2', '/lib/ld-linux.so.3', '/lib/ld-linux-armhf.so.3', '/lib/ld-linux-aarch64.so.1',
    '/lib64/ld64.so.1', '/lib64/ld64.so.2', '/lib/ld64.so.1', '/lib/ld-linux-riscv64-lp64d.so.1', '/lib64/ld-linux-loongarch-lp64d.so.1',
  ],
  musl: ['x86_64', 'i386', 'aarch64', 'armhf', 'arm', 'riscv64', 'powerpc64le', 's390x', 'loongarch64'].map(machine => `/lib/ld-musl-${machine}.so.1`),
};

/** Paths where programs look for root certificates (https://github.com/golang/go/blob/go1.26.3/src/crypto/x509/root_linux.go). */
const CA_BUNDLES = [
  '/etc/ssl/certs', '/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/cert.pem', '/etc/ssl/ca-bundle.pem', '/etc/pki/tls/certs',
  '/etc/pki/tls/certs/ca-bundle.crt', '/etc/pki/tls/cacert.pem', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
];

/** The database, and the other paths where Go looks for it (https://github.com/golang/go/blob/go1.26.3/src/time/zoneinfo_unix.go). */
const TIME_ZONES = '/usr/share/zoneinfo';
const OTHER_TIME_ZONES = ['/usr/share/lib/zoneinfo', '/usr/lib/locale/TZ', '/etc/zoneinfo'];

/** Cached results by image name. */
const KNOWN = new WeakMap<_KnownBase, _BaseContent>();

/**
 * The files of a base image that its name implies.
 *
 * @internal
 */
export function _listImpliedFiles(known: _KnownBase): _BaseContent {
  const content = KNOWN.get(known) ?? {
    present: new Map(listPresent(known).map(entry => [entry.path, entry])),
    isList: false,
    absent: new Set(listAbsent(known)),
    ...known.rootNames && { rootNames: new Set(known.rootNames) },
  };
  KNOWN.set(known, content);
  return content;
}

function listPresent({ links = {}, tmpMode, timeZones, caCertificates }: _KnownBase): RootfsEntry[] {
  return [
    ...Object.entries(links).map(([path, target]) => RootfsEntry.symlink(path, target)),
    ...tmpMode === undefined ? [] : [RootfsEntry.directory('/tmp', { mode: tmpMode })],
    ...timeZones ? [RootfsEntry._someDirectory(TIME_ZONES)] : [],
    ...caCertificates ? [RootfsEntry.file('/etc/ssl/certs/ca-certificates.crt')] : [],
  ];
}

function listAbsent({ lacks = [], shells, libc, caCertificates, timeZones, links = {} }: _KnownBase): string[] {
  const commands = [...lacks, ...(shells?.length === 0 ? SHELLS : [])];
  const paths = [
    ...COMMAND_DIRECTORIES.flatMap(directory => commands.map(name => `${directory}/${name}`)),
    ...libc === 'musl' || libc === 'none' ? LOADERS.glibc : [],
    ...libc === 'glibc' || libc === 'none' ? LOADERS.musl : [],
    ...caCertificates === false ? CA_BUNDLES : [],
    ...timeZones === false ? [TIME_ZONES, ...OTHER_TIME_ZONES] : [],
  ];
  return [...paths, ...Object.entries(links).flatMap(([link, target]) => (
    paths.filter(path => path.startsWith(`${link}/`)).map(path => `${posix.resolve('/', target)}${path.slice(link.length)}`)
  ))];
}
