import { rootCertificates } from 'node:tls';
import { ALPINE_LIKE, DEBIAN_LIKE, DISTROLESS_LIKE, SERVICE_LIKE } from './small-bases';
import {
  Artifact, BuildStage, ContainerImage, Executable, ExecutableFormat, IArtifactSource, MountPoint, RootfsEntry, RuntimeImageProps, RuntimeNeed,
} from '../../../src';
import type { _BaseFacts } from '../../../src/bases';
import { DEBIAN } from '../../support/image';

/** What is declared over a base. */
export type Declared = Partial<Omit<RuntimeImageProps, 'base' | 'contents'>> & { readonly contents?: readonly Content[] };
type Content = (image: ContainerImage) => IArtifactSource;

/** A mistake that makes an image fail over one base, and what would be right there. */
export interface Mistake {
  readonly what: string;
  readonly over: _BaseFacts;
  /** The rule that finds it before the build, or the refusal. */
  readonly id: string;
  readonly wrong: Declared;
  readonly right: Declared;
}

const text = (path: string, content: string, mode = content.startsWith('#!') ? '0755' : '0644'): Content => (
  () => Artifact.text([{ entry: RootfsEntry.file(path, { mode }), content }])
);

/** A program that another stage builds. */
const program = (executable: Partial<Executable>, path = '/srv/app', mode?: string): Content => image => (
  new BuildStage(image, `Build${image.stages.length}`, { base: DEBIAN, purpose: 'builds' }).artifact({
    root: '/out', entries: [RootfsEntry.file(path, { mode, executable: { format: ExecutableFormat.ELF, needs: [], ...executable } })],
  })
);

const GLIBC = { interpreter: '/lib64/ld-linux-x86-64.so.2', libraries: ['libc.so.6'] };
const MUSL = { interpreter: '/lib/ld-musl-x86_64.so.1', libraries: ['libc.musl-x86_64.so.1'] };
const START = { entrypoint: ['/srv/start'] };
const script = (content: string, mode?: string): Declared => ({ contents: [text('/srv/start', content, mode)], ...START });
const app = (executable: Partial<Executable>, more: Declared = {}): Declared => ({ contents: [program(executable)], entrypoint: ['/srv/app'], ...more });
const python = (more: Declared): Declared => ({ entrypoint: ['python3'], ...more });

/** Says what it was given. */
const PRINTS = text('/srv/app.py', 'import sys\nprint(sys.argv)\n');
/** Ends when it is asked to. */
const SERVES = text('/srv/serve.py', 'import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\nsignal.pause()\n');
/** A root that this machine trusts. */
const CERTIFICATE = `${rootCertificates.find(each => each.length < 1400)}\n`;

export const MISTAKES: readonly Mistake[] = [
  {
    what: 'a misspelt program',
    over: DEBIAN_LIKE,
    id: 'rootfs/entrypoint-missing',
    wrong: { entrypoint: ['pyhton3'] },
    right: { entrypoint: ['python3'] },
  },
  {
    what: 'a program in another directory',
    over: DEBIAN_LIKE,
    id: 'rootfs/entrypoint-missing',
    wrong: { entrypoint: ['/usr/bin/python3'] },
    right: { entrypoint: ['/usr/local/bin/python3'] },
  },
  {
    what: 'a health check by a program of other bases',
    over: DEBIAN_LIKE,
    id: 'start/missing-command',
    wrong: python({ healthcheck: { command: ['curl', '-f', 'http://localhost/'] } }),
    right: python({ contents: [text('/srv/check.py', 'print()\n')], healthcheck: { command: ['python3', '/srv/check.py'] } }),
  },
  {
    what: 'a user that the base does not have',
    over: DEBIAN_LIKE,
    id: 'user/unknown',
    wrong: python({ user: 'appuser' }),
    right: python({ user: '33:33' }),
  },
  {
    what: 'a misspelt group',
    over: DEBIAN_LIKE,
    id: 'user/unknown',
    wrong: python({ user: 'www-data:stuff' }),
    right: python({ user: '33:50' }),
  },
  {
    what: 'a link to nothing',
    over: DEBIAN_LIKE,
    id: 'rootfs/dangling-link',
    wrong: python({ links: [RootfsEntry.symlink('/srv/python', '/usr/bin/python3')] }),
    right: python({ links: [RootfsEntry.symlink('/srv/python', '/usr/local/bin/python3')] }),
  },
  {
    what: 'a locale that is not generated',
    over: DEBIAN_LIKE,
    id: 'runtime/missing-locale',
    wrong: python({ environment: { LANG: 'de_DE.UTF-8' } }),
    right: python({ environment: { LANG: 'C.UTF-8' } }),
  },
  {
    what: 'a script that cannot be executed',
    over: DEBIAN_LIKE,
    id: 'rootfs/entrypoint-missing',
    wrong: script('#!/bin/sh\nexec python3\n', '0644'),
    right: script('#!/bin/sh\nexec python3\n'),
  },
  {
    what: 'a shell that the base does not have',
    over: DEBIAN_LIKE,
    id: 'rootfs/missing-interpreter',
    wrong: script('#!/bin/zsh\nexec python3\n'),
    right: script('#!/bin/bash\nexec python3\n'),
  },
  {
    what: 'an interpreter in another directory',
    over: DEBIAN_LIKE,
    id: 'rootfs/missing-interpreter',
    wrong: script('#!/usr/bin/python3\nprint()\n'),
    right: script('#!/usr/local/bin/python3\nprint()\n'),
  },
  {
    what: 'an interpreter that env does not find',
    over: DEBIAN_LIKE,
    id: 'start/missing-command',
    wrong: script('#!/usr/bin/env node\n'),
    right: script('#!/usr/bin/env python3\nprint()\n'),
  },
  {
    what: 'line ends of Windows',
    over: DEBIAN_LIKE,
    id: 'start/first-line',
    wrong: script('#!/bin/sh\r\nexec python3\r\n'),
    right: script('#!/bin/sh\nexec python3\n'),
  },
  {
    what: 'a library that the base does not have',
    over: DEBIAN_LIKE,
    id: 'rootfs/missing-library',
    wrong: app({ ...GLIBC, libraries: ['libpq.so.5', 'libc.so.6'] }),
    right: app({ ...GLIBC, libraries: ['libssl.so.3', 'libc.so.6'] }),
  },
  {
    what: 'a program for musl on glibc',
    over: DEBIAN_LIKE,
    id: 'rootfs/missing-interpreter',
    wrong: app(MUSL),
    right: app(GLIBC),
  },
  {
    what: 'a HOME that is not there',
    over: DEBIAN_LIKE,
    id: 'user/missing-home',
    wrong: python({ environment: { HOME: '/home/app' } }),
    right: python({ environment: { HOME: '/tmp' } }),
  },
  {
    what: 'a user of the base whose home is gone',
    over: DEBIAN_LIKE,
    id: 'user/missing-home',
    wrong: python({ user: '44:44' }),
    right: python({ user: '33:33' }),
  },
  {
    what: 'a volume of root',
    over: DEBIAN_LIKE,
    id: 'volume/not-writable',
    wrong: python({ volumes: [MountPoint.persistent('/data', { owner: '0:0' })] }),
    right: python({ volumes: [MountPoint.persistent('/data', { owner: '65532:65532' })] }),
  },
  {
    what: 'a file below a volume',
    over: DEBIAN_LIKE,
    id: 'volume/hides-file',
    wrong: python({ contents: [text('/data/x', 'x\n')], volumes: [MountPoint.persistent('/data', { owner: '65532:65532' })] }),
    right: python({ contents: [text('/srv/x', 'x\n')], volumes: [MountPoint.persistent('/data', { owner: '65532:65532' })] }),
  },
  {
    what: 'a port that is none',
    over: DEBIAN_LIKE,
    id: 'dockerfile/port',
    wrong: python({ exposedPorts: ['80/tpc'] }),
    right: python({ exposedPorts: ['80/tcp'] }),
  },
  {
    what: 'a PATH without the directories of the base',
    over: DEBIAN_LIKE,
    id: 'rootfs/entrypoint-missing',
    wrong: python({ environment: { PATH: '/srv/bin' } }),
    right: python({ searchPath: ['/srv/bin'] }),
  },
  {
    what: 'a variable that nothing expands',
    over: DEBIAN_LIKE,
    id: 'start/exec-form-variable',
    wrong: { contents: [PRINTS], entrypoint: ['python3', '/srv/app.py', '--port', '$PORT'] },
    right: { contents: [PRINTS], entrypoint: ['python3', '/srv/app.py', '--port', '8080'] },
  },
  {
    what: 'a log that the user may not write',
    over: DEBIAN_LIKE,
    id: 'runtime/not-writable',
    wrong: script('#!/bin/sh\necho start >/var/log/app.log\nexec python3\n'),
    right: script('#!/bin/sh\necho start >/tmp/app.log\nexec python3\n'),
  },
  {
    what: 'a directory that a program writes to and that is not there',
    over: DEBIAN_LIKE,
    id: 'runtime/not-writable',
    wrong: app({ ...GLIBC, needs: [RuntimeNeed.writableDirectory('/var/cache/app', 'keeps files')] }),
    right: app({ ...GLIBC, needs: [RuntimeNeed.writableDirectory('/var/cache/app', 'keeps files')] }, { directories: [RootfsEntry.directory('/var/cache/app', { owner: '65532:65532' })] }),
  },
  {
    what: 'a condition of bash in sh, which is dash',
    over: DEBIAN_LIKE,
    id: 'start/bashism',
    wrong: script('#!/bin/sh\nif [[ -n $A ]]; then echo a; fi\nexec python3\n'),
    right: script('#!/bin/bash\nif [[ -n $A ]]; then echo a; fi\nexec python3\n'),
  },
  {
    what: 'arguments that a shell swallows',
    over: DEBIAN_LIKE,
    id: 'start/swallowed-arguments',
    wrong: { contents: [PRINTS], entrypoint: ['sh', '-c', 'exec python3 "$@"'], cmd: ['/srv/app.py'] },
    right: { contents: [PRINTS], entrypoint: ['sh', '-c', 'exec python3 "$@"', 'sh'], cmd: ['/srv/app.py'] },
  },
  {
    what: 'a command of a script that the base does not have',
    over: DEBIAN_LIKE,
    id: 'start/missing-command',
    wrong: script('#!/bin/sh\nwget http://localhost/\nexec python3\n'),
    right: script('#!/bin/sh\nsleep 1\nexec python3\n'),
  },
  {
    what: 'a program below a directory of root',
    over: DEBIAN_LIKE,
    id: 'rootfs/not-executable-by-user',
    wrong: { contents: [text('/root/start', '#!/bin/sh\nexec python3\n')], entrypoint: ['/root/start'] },
    right: script('#!/bin/sh\nexec python3\n'),
  },
  {
    what: 'a script that stays the first process',
    over: DEBIAN_LIKE,
    id: 'start/no-exec',
    wrong: { contents: [SERVES, text('/srv/start', '#!/bin/sh\npython3 /srv/serve.py\n')], ...START },
    right: { contents: [SERVES, text('/srv/start', '#!/bin/sh\nexec python3 /srv/serve.py\n')], ...START },
  },
  {
    what: 'a file in the place of a directory of the base',
    over: DEBIAN_LIKE,
    id: 'copy/onto-directory',
    wrong: python({ contents: [text('/var/www', 'x\n')] }),
    right: python({ contents: [text('/var/www/index.html', 'x\n')] }),
  },
  {
    what: 'a program without certificates',
    over: DEBIAN_LIKE,
    id: 'runtime/missing-ca-certificates',
    wrong: app({ ...GLIBC, needs: [RuntimeNeed.caCertificates('connects over TLS')] }),
    right: app({ ...GLIBC, needs: [RuntimeNeed.caCertificates('connects over TLS')] }, {
      contents: [
        program({ ...GLIBC, needs: [RuntimeNeed.caCertificates('connects over TLS')] }), text('/etc/ssl/certs/ca-certificates.crt', CERTIFICATE),
      ],
    }),
  },
  {
    what: 'a program that looks up a user who is not in the base',
    over: DEBIAN_LIKE,
    id: 'runtime/missing-user-lookup',
    wrong: app({ ...GLIBC, needs: [RuntimeNeed.userLookup('looks up its user')] }),
    right: app({ ...GLIBC, needs: [RuntimeNeed.userLookup('looks up its user')] }, { user: '33:33' }),
  },
  {
    what: 'an argument for the entrypoint of the base that is no command',
    over: SERVICE_LIKE,
    id: 'start/missing-command',
    wrong: { cmd: ['pyhton3'], user: '33:33' },
    right: { cmd: ['python3'], user: '33:33' },
  },
  {
    what: 'a file below a volume of the base',
    over: SERVICE_LIKE,
    id: 'volume/hides-file',
    wrong: { contents: [text('/var/lib/data/x', 'x\n')], cmd: ['python3'], user: '33:33' },
    right: { contents: [text('/srv/x', 'x\n')], cmd: ['python3'], user: '33:33' },
  },
  {
    what: 'a volume of the base that the user may not write',
    over: SERVICE_LIKE,
    id: 'volume/not-writable',
    wrong: { cmd: ['python3'] },
    right: { cmd: ['python3'], user: '33:33' },
  },
  {
    what: 'a log in the directory of the base, which belongs to root',
    over: SERVICE_LIKE,
    id: 'runtime/not-writable',
    wrong: { ...script('#!/bin/sh\necho start >app.log\nexec python3\n'), user: '33:33' },
    right: { ...script('#!/bin/sh\necho start >/tmp/app.log\nexec python3\n'), user: '33:33' },
  },
  {
    what: 'bash on Alpine',
    over: ALPINE_LIKE,
    id: 'rootfs/missing-interpreter',
    wrong: script('#!/bin/bash\nexec sleep 1\n'),
    right: script('#!/bin/ash\nexec sleep 1\n'),
  },
  {
    what: 'a program for glibc on musl',
    over: ALPINE_LIKE,
    id: 'rootfs/missing-interpreter',
    wrong: app(GLIBC),
    right: app(MUSL),
  },
  {
    what: 'a program without time zones',
    over: ALPINE_LIKE,
    id: 'runtime/missing-time-zones',
    wrong: app({ ...MUSL, needs: [RuntimeNeed.timeZones('converts times')] }),
    right: app({ ...MUSL, needs: [RuntimeNeed.caCertificates('connects over TLS')] }),
  },
  {
    what: 'a health check by curl on Alpine',
    over: ALPINE_LIKE,
    id: 'start/missing-command',
    wrong: app(MUSL, { healthcheck: { command: ['curl', '-f', 'http://localhost/'] } }),
    right: app(MUSL, { healthcheck: { command: ['wget', '-q', '-O', '/dev/null', 'http://localhost/'] } }),
  },
  {
    what: 'a user of Debian on Alpine',
    over: ALPINE_LIKE,
    id: 'user/unknown',
    wrong: app(MUSL, { user: 'www-data' }),
    right: app(MUSL, { user: '65534:65534' }),
  },
  {
    what: 'a directory below a file of the base',
    over: ALPINE_LIKE,
    id: 'rootfs/path-collision',
    wrong: app(MUSL, { contents: [program(MUSL), text('/bin/busybox/x', 'x\n')] }),
    right: app(MUSL, { contents: [program(MUSL), text('/bin/x', 'x\n')] }),
  },
  {
    what: 'a script without a shell',
    over: DISTROLESS_LIKE,
    id: 'rootfs/missing-interpreter',
    wrong: script('#!/bin/sh\nexec /srv/app\n'),
    right: app(GLIBC),
  },
  {
    what: 'a shell that distroless does not have',
    over: DISTROLESS_LIKE,
    id: 'rootfs/entrypoint-missing',
    wrong: app(GLIBC, { entrypoint: ['sh', '-c', 'exec /srv/app'] }),
    right: app(GLIBC, { entrypoint: ['/srv/app', 'serve'] }),
  },
  {
    what: 'a health check that needs a shell',
    over: DISTROLESS_LIKE,
    id: 'start/missing-command',
    wrong: app(GLIBC, { healthcheck: { command: ['sh', '-c', '/srv/app check'] } }),
    right: app(GLIBC, { healthcheck: { command: ['/srv/app', 'check'] } }),
  },
  {
    what: 'env on distroless',
    over: DISTROLESS_LIKE,
    id: 'rootfs/entrypoint-missing',
    wrong: app(GLIBC, { entrypoint: ['/usr/bin/env', '/srv/app'] }),
    right: app(GLIBC, { user: '65532:65532' }),
  },
  {
    what: 'a script of Python on a base without one',
    over: DISTROLESS_LIKE,
    id: 'rootfs/missing-interpreter',
    wrong: script('#!/usr/bin/env python3\nprint()\n'),
    right: app({ ...GLIBC, needs: [RuntimeNeed.timeZones('converts times'), RuntimeNeed.userLookup('looks up its user')] }),
  },
];
