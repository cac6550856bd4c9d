/**
 * Writes the base files that pages of the guide start from, as `imagewright pin --bases` would for a Python that has little else:
 * `npx tsx e2e/docs-examples/write-bases.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type _BaseFacts, type _BaseFile, _writeBaseFile } from '../../src/bases';

const REFERENCE = 'python:3.13.15-slim-trixie@sha256:ffb752e139c0a19692a43af8d8523b274222dd68eebad5d583b45c2201c6e30a';

const PLATFORMS = {
  'linux/amd64': { machineName: 'x86-64', interpreter: '/lib64/ld-linux-x86-64.so.2', libraries: '/usr/lib/x86_64-linux-gnu' },
  'linux/arm64': { machineName: 'AArch64', interpreter: '/lib/ld-linux-aarch64.so.1', libraries: '/usr/lib/aarch64-linux-gnu' },
};

function at(kind: _BaseFile['kind'], more: Partial<_BaseFile> = {}): _BaseFile {
  return { kind, mode: kind === 'directory' ? '0755' : '0644', owner: '0:0', sizeClass: 12, ...more };
}

function link(target: string): _BaseFile {
  return at('symlink', { mode: '0777', target });
}

function describe(platform: keyof typeof PLATFORMS): _BaseFacts {
  const { machineName, interpreter, libraries } = PLATFORMS[platform];
  const program = (needed: string[], linkage: 'dynamic' | 'library' = 'dynamic') => at('file', {
    mode: '0755',
    sizeClass: 17,
    program: { machineName, bits: 64, endianness: 'little', linkage, needed, maxAlignment: 65536, ...linkage === 'dynamic' ? { interpreter } : {} },
  });
  const directories = ['/', '/etc', '/home', '/opt', '/root', '/run', '/srv', '/usr', '/usr/bin', '/usr/lib', libraries, '/usr/local', '/usr/local/bin',
    '/usr/local/lib', '/usr/sbin', '/usr/share', '/var', '/var/cache', '/var/lib', '/var/log', '/var/tmp'];
  const files: Record<string, _BaseFile> = {
    ...Object.fromEntries(directories.map(path => [path, at('directory')])),
    '/bin': link('usr/bin'),
    '/etc/group': at('file'),
    '/etc/os-release': link('../usr/lib/os-release'),
    '/etc/passwd': at('file'),
    '/lib': link('usr/lib'),
    '/root': at('directory', { mode: '0700' }),
    '/sbin': link('usr/sbin'),
    '/tmp': at('directory', { mode: '1777' }),
    '/usr/bin/dash': program(['libc.so.6']),
    '/usr/bin/sh': link('dash'),
    '/usr/lib/os-release': at('file'),
    '/usr/local/bin/pip': at('file', { mode: '0755', script: { interpreter: '/usr/local/bin/python3.13', argument: '' } }),
    '/usr/local/bin/python': link('python3'),
    '/usr/local/bin/python3': link('python3.13'),
    '/usr/local/bin/python3.13': program(['libpython3.13.so.1.0', 'libc.so.6']),
    '/usr/local/lib/libpython3.13.so.1.0': program(['libc.so.6', 'libm.so.6'], 'library'),
    '/var/tmp': at('directory', { mode: '1777' }),
    [`${libraries}/libc.so.6`]: program([], 'library'),
    [`${libraries}/libm.so.6`]: program(['libc.so.6'], 'library'),
    ...platform === 'linux/amd64'
      ? { '/lib64': link('usr/lib64'), '/usr/lib64': at('directory'), '/usr/lib64/ld-linux-x86-64.so.2': link('../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2') }
      : { '/usr/lib/ld-linux-aarch64.so.1': link('aarch64-linux-gnu/ld-linux-aarch64.so.1') },
    [`${libraries}/${interpreter.replace(/.*\//, '')}`]: program([], 'library'),
  };
  return {
    reference: REFERENCE,
    platform,
    layers: [{ diffId: `sha256:${'0'.repeat(64)}`, compressedBytes: 45_000_000, extractedBytes: 125_000_000 }],
    config: {
      cmd: ['python3'],
      env: ['PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'PYTHON_VERSION=3.13.15'],
      user: '',
      workingDirectory: '',
      labels: {},
      volumes: [],
      exposedPorts: [],
      stopSignal: '',
    },
    os: { id: 'debian', version: '13', codename: 'trixie' },
    libraryDirectories: ['/usr/local/lib', libraries],
    texts: new Map([['/etc/group', 'root:x:0:\n'], ['/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n']]),
    files: new Map(Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

for (const platform of Object.keys(PLATFORMS) as (keyof typeof PLATFORMS)[]) {
  const name = `python.${platform.replace('/', '-')}.txt`;
  writeFileSync(join(__dirname, 'bases', name), _writeBaseFile(describe(platform), `bases/${name}`));
}
