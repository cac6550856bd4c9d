import { _BaseFacts, _BaseFile } from '../../../src/bases';

export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

export const DIRECTORY: _BaseFile = { kind: 'directory', mode: '0755', owner: '0:0', sizeClass: 12 };
export const FILE: _BaseFile = { kind: 'file', mode: '0644', owner: '0:0', sizeClass: 12 };
const LINK: _BaseFile = { kind: 'symlink', mode: '0777', owner: '0:0', sizeClass: 12 };

const PROGRAM = {
  machineName: 'x86-64', bits: 64, endianness: 'little', linkage: 'dynamic', interpreter: '/lib64/ld-linux-x86-64.so.2', needed: ['libc.so.6'], maxAlignment: 4096,
} as const;

/** A base with something of everything. */
export const FACTS: _BaseFacts = {
  reference: `python:3.13-slim@${DIGEST}`,
  platform: 'linux/amd64',
  digest: DIGEST,
  layers: [{ diffId: DIGEST, compressedBytes: 32_684_709, extractedBytes: 78_505_765 }],
  config: {
    entrypoint: ['/entrypoint.sh'],
    cmd: ['python3', ''],
    env: ['PATH=/usr/bin:/bin', 'EMPTY='],
    user: 'app',
    workingDirectory: '/srv',
    labels: { b: '2', a: 'one\ttwo' },
    volumes: ['/data'],
    exposedPorts: ['80/tcp'],
    stopSignal: 'SIGQUIT',
    healthcheck: { test: ['CMD-SHELL', 'curl -f http://localhost/'], interval: 30_000_000_000, timeout: 0, startPeriod: 0, startInterval: 0, retries: 3 },
    shell: ['/bin/bash', '-c'],
  },
  os: { id: 'debian', version: '13', codename: 'trixie' },
  packages: { database: 'dpkg', installed: [{ name: 'bash', version: '5.2.37-2' }, { name: 'libc6', version: '2.41-12' }] },
  libraryDirectories: ['/lib/x86_64-linux-gnu', '/usr/local/lib'],
  texts: new Map([
    ['/entrypoint.sh', '#!/bin/sh\nset -e\n\n\tprintf \'%s\\n\' "$1"\r\nexec "$@"'],
    ['/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\napp:x:999:999::/srv:/usr/sbin/nologin\n'],
  ]),
  files: new Map<string, _BaseFile>([
    ['/', DIRECTORY],
    ['/bin', { ...LINK, target: 'usr/bin' }],
    ['/entrypoint.sh', { ...FILE, mode: '0755', script: { interpreter: '/bin/sh', argument: '' } }],
    ['/dev', DIRECTORY],
    ['/dev/full', { ...FILE, kind: 'character-device', mode: '0666' }],
    ['/dev/pipe', { ...FILE, kind: 'fifo', mode: '0600' }],
    ['/dev/sda', { ...FILE, kind: 'block-device', mode: '0660', owner: '0:6' }],
    ['/etc', DIRECTORY],
    ['/etc/passwd', FILE],
    ['/tmp', { ...DIRECTORY, mode: '1777' }],
    ['/usr', DIRECTORY],
    ['/usr/bin', DIRECTORY],
    ['/usr/bin/bash', { ...FILE, mode: '0755', sizeClass: 21, program: { ...PROGRAM, needed: ['libtinfo.so.6', 'libc.so.6'] } }],
    ['/usr/bin/caddy', { ...FILE, mode: '0755', sizeClass: 26, hasCapabilities: true, program: { ...PROGRAM, linkage: 'static', interpreter: undefined, needed: [], isGo: true, maxAlignment: 65_536 } }],
    ['/usr/bin/java', { ...FILE, mode: '0755', program: { ...PROGRAM, searchPath: '$ORIGIN/../lib', needed: ['libjli.so', 'libc.so.6'] } }],
    ['/usr/bin/packed', { ...FILE, mode: '0755', program: { ...PROGRAM, machineName: 'arm', bits: 32, linkage: 'unknown', interpreter: undefined, needed: undefined, isPacked: true } }],
    ['/usr/bin/passwd', { ...FILE, mode: '4755', sizeClass: 17, program: PROGRAM }],
    ['/usr/bin/pip', { ...FILE, mode: '0755', script: { interpreter: '/usr/bin/env', argument: '-S python3  -I' } }],
    ['/usr/bin/sh', { ...LINK, target: 'dash' }],
    ['/usr/odd', { ...DIRECTORY, owner: undefined }],
    ['/usr/odd/a\tb\nc\\d\u202e\udc80é', { ...FILE, owner: '33:4294967294' }],
  ]),
};
