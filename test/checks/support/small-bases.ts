import { BaseImage } from '../../../src';
import type { _BaseFacts, _BaseFile } from '../../../src/bases';

const DIGEST = `sha256:${'0'.repeat(64)}`;

function entry(kind: _BaseFile['kind'], more: Partial<_BaseFile> = {}): _BaseFile {
  return { kind, mode: kind === 'file' ? '0644' : kind === 'symlink' ? '0777' : '0755', owner: '0:0', sizeClass: 12, ...more };
}

const directory = (more: Partial<_BaseFile> = {}) => entry('directory', more);
const file = (more: Partial<_BaseFile> = {}) => entry('file', more);
const link = (target: string) => entry('symlink', { target });

const GLIBC = '/lib64/ld-linux-x86-64.so.2';
const MUSL = '/lib/ld-musl-x86_64.so.1';

function program(interpreter: string, ...needed: string[]): _BaseFile {
  return file({
    mode: '0755',
    program: { machineName: 'x86-64', bits: 64, endianness: 'little', linkage: 'dynamic', interpreter, needed, maxAlignment: 4096 },
  });
}

/** A base as a test writes it: the directories above its files are added. */
interface SmallBase {
  readonly name: string;
  readonly config?: Partial<_BaseFacts['config']>;
  readonly texts: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, _BaseFile>>;
}

function createFacts({ name, config, texts, files }: SmallBase): _BaseFacts {
  const all = { ...Object.fromEntries(Object.keys(texts).map(path => [path, file()])), ...files };
  const above = Object.keys(all).flatMap(path => path.split('/').map((_, i, names) => names.slice(0, i).join('/') || '/'));
  const listed = { ...Object.fromEntries(above.map(path => [path, directory()])), ...all };
  return {
    reference: `${name}@${DIGEST}`,
    platform: 'linux/amd64',
    layers: [{ diffId: DIGEST, compressedBytes: 30_000_000, extractedBytes: 80_000_000 }],
    config: {
      env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      user: '',
      workingDirectory: '',
      labels: {},
      volumes: [],
      exposedPorts: [],
      stopSignal: '',
      ...config,
    },
    texts: new Map(Object.entries(texts)),
    files: new Map(Object.entries(listed).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const DEBIAN_TEXTS = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\ngone:x:44:44::/home/gone:/bin/sh\n',
  '/etc/group': 'root:x:0:\nwww-data:x:33:\nstaff:x:50:\n',
};

const DEBIAN_FILES = {
  '/bin': link('usr/bin'),
  '/lib': link('usr/lib'),
  '/lib64': link('usr/lib64'),
  '/root': directory({ mode: '0700' }),
  '/tmp': directory({ mode: '1777' }),
  '/usr/bin/bash': program(GLIBC, 'libc.so.6'),
  '/usr/bin/dash': program(GLIBC, 'libc.so.6'),
  '/usr/bin/env': program(GLIBC, 'libc.so.6'),
  '/usr/bin/ln': program(GLIBC, 'libc.so.6'),
  '/usr/bin/mkdir': program(GLIBC, 'libc.so.6'),
  '/usr/bin/sh': link('dash'),
  '/usr/bin/sleep': program(GLIBC, 'libc.so.6'),
  '/usr/lib/x86_64-linux-gnu/libc.so.6': file(),
  '/usr/lib/x86_64-linux-gnu/libssl.so.3': file(),
  '/usr/lib64/ld-linux-x86-64.so.2': file({ mode: '0755' }),
  '/usr/local/bin/python3': link('python3.13'),
  '/usr/local/bin/python3.13': program(GLIBC, 'libc.so.6'),
  '/var/www': directory(),
  '/var/log': directory(),
};

/** A Python on Debian: shells, no certificates, no time zones. */
export const DEBIAN_LIKE = createFacts({ name: 'python:3.13-slim', config: { cmd: ['python3'] }, texts: DEBIAN_TEXTS, files: DEBIAN_FILES });

/** A service on Debian, which starts by a script and has a volume. */
export const SERVICE_LIKE = createFacts({
  name: 'acme/service:1',
  config: { entrypoint: ['/docker-entrypoint.sh'], cmd: ['python3'], volumes: ['/var/lib/data'], workingDirectory: '/srv', exposedPorts: ['80/tcp'] },
  texts: { ...DEBIAN_TEXTS, '/docker-entrypoint.sh': '#!/bin/sh\nset -e\nexec "$@"\n' },
  files: {
    ...DEBIAN_FILES,
    '/docker-entrypoint.sh': file({ mode: '0755', script: { interpreter: '/bin/sh', argument: '' } }),
    '/srv': directory(),
    '/var/lib/data': directory({ owner: '33:33' }),
  },
});

/** BusyBox and musl, with certificates. */
export const ALPINE_LIKE = createFacts({
  name: 'alpine:3.23',
  config: { cmd: ['/bin/sh'] },
  texts: {
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n',
    '/etc/group': 'root:x:0:root\nwww-data:x:82:\nnobody:x:65534:\n',
  },
  files: {
    '/bin/ash': link('/bin/busybox'),
    '/bin/busybox': program(MUSL, 'libc.musl-x86_64.so.1'),
    '/bin/sh': link('/bin/busybox'),
    '/bin/sleep': link('/bin/busybox'),
    '/etc/ssl/certs/ca-certificates.crt': file({ sizeClass: 18 }),
    '/lib/ld-musl-x86_64.so.1': file({ mode: '0755' }),
    '/lib/libc.musl-x86_64.so.1': link('ld-musl-x86_64.so.1'),
    '/root': directory({ mode: '0700' }),
    '/tmp': directory({ mode: '1777' }),
    '/usr/bin/env': link('/bin/busybox'),
    '/usr/bin/wget': link('/bin/busybox'),
  },
});

/** glibc, certificates, time zones and a user, but no shell. */
export const DISTROLESS_LIKE = createFacts({
  name: 'gcr.io/distroless/base-debian13:nonroot',
  config: { user: '65532' },
  texts: {
    '/etc/passwd': 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
    '/etc/group': 'root:x:0:\nnonroot:x:65532:\n',
  },
  files: {
    '/etc/ssl/certs/ca-certificates.crt': file({ sizeClass: 18 }),
    '/home/nonroot': directory({ mode: '0700', owner: '65532:65532' }),
    '/lib': link('usr/lib'),
    '/lib64': link('usr/lib64'),
    '/tmp': directory({ mode: '1777' }),
    '/usr/lib/x86_64-linux-gnu/libc.so.6': file(),
    '/usr/lib64/ld-linux-x86-64.so.2': file({ mode: '0755' }),
    '/usr/share/zoneinfo/Europe/Berlin': file(),
  },
});

/** All of them. */
export const SMALL_BASES: readonly _BaseFacts[] = [DEBIAN_LIKE, SERVICE_LIKE, ALPINE_LIKE, DISTROLESS_LIKE];

/** The image that facts are about. */
export function baseOf({ reference }: _BaseFacts): BaseImage {
  return BaseImage.registry(reference);
}
