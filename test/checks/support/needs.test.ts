import { describe, expect, test } from 'vitest';
import { Artifact, BuildStage, RootfsEntry, ScratchImage, ScratchImageProps } from '../../../src';
import type { IRule } from '../../../src/checks';
import { runtimeMissingCaCertificates, runtimeMissingTimeZones, runtimeMissingUserLookup, rootfsNoTmp, runtimeNotWritable } from '../../../src/checks/rules';
import { ExecutableFormat, RuntimeNeed } from '../../../src/rootfs';
import { DEBIAN } from '../../support/image';
import { findingsOf, saidOf, saidOfScript } from '../findings';

/** What a rule says of an image with a program that needs something, and with further files. */
function said(rule: IRule, need: RuntimeNeed, props: Partial<ScratchImageProps> = {}, paths: string[] = []): string[] {
  return findingsOf(rule, image => {
    const program = RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.SCRIPT, needs: [need] } });
    const files = [{ entry: program, content: '#!/x\n' }, ...paths.map(path => ({ entry: RootfsEntry.file(path), content: 'x\n' }))];
    new ScratchImage(image, 'Runtime', { contents: [Artifact.text(files)], assembledIn: DEBIAN, ...props });
  }).map(({ what }) => what);
}

describe('what a program says that it needs', () => {
  test('root certificates', () => {
    const need = RuntimeNeed.caCertificates('asks a server');
    expect(said(runtimeMissingCaCertificates, need)).toEqual(['/bin/app needs root certificates, and the image has none where programs look for them: it asks a server.']);
    for (const path of ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/cert.pem', '/etc/ssl/certs/mine.pem', '/etc/pki/tls/cacert.pem']) {
      expect(said(runtimeMissingCaCertificates, need, {}, [path]), path).toEqual([]);
    }
    expect(said(runtimeMissingCaCertificates, need, { environment: { SSL_CERT_FILE: '/mine.pem' } })).toEqual([
      '/bin/app needs root certificates, and the image has none at /mine.pem, the value of SSL_CERT_FILE: it asks a server.',
    ]);
    expect(said(runtimeMissingCaCertificates, need, { environment: { SSL_CERT_FILE: '/mine.pem' } }, ['/mine.pem'])).toEqual([]);
    expect(said(runtimeMissingCaCertificates, need, { environment: { SSL_CERT_FILE: '/mine.pem' } }, ['/etc/ssl/cert.pem'])).toHaveLength(1);
    expect(said(runtimeMissingCaCertificates, need, { environment: { SSL_CERT_DIR: '/mine' } }, ['/mine/a.pem'])).toEqual([]);
  });

  test('time zones', () => {
    const need = RuntimeNeed.timeZones('shows times');
    expect(said(runtimeMissingTimeZones, need)).toEqual(['/bin/app needs time zone data, and the image has none: it shows times.']);
    expect(said(runtimeMissingTimeZones, need, {}, ['/usr/share/zoneinfo/UTC'])).toEqual([]);
    expect(said(runtimeMissingTimeZones, need, { environment: { ZONEINFO: '/zones.zip' } }, ['/zones.zip'])).toEqual([]);
  });

  test('the name of its user', () => {
    const need = RuntimeNeed.userLookup('writes to its home');
    expect(said(runtimeMissingUserLookup, need, { user: '7:8' })).toEqual(['/bin/app looks up its user, 7, which is not in /etc/passwd: it writes to its home.']);
    expect(said(runtimeMissingUserLookup, need, { user: '7:8', environment: { USER: 'app' } })).toEqual([]);
    expect(said(runtimeMissingUserLookup, need, { users: [{ name: 'app', uid: 7 }], user: 'app' })).toEqual([]);
    expect(said(runtimeMissingUserLookup, need)).toEqual([]);
  });

  test.each([
    [{}, ['/bin/app writes to /data/db, which is not in the image: it keeps things.']],
    [{ directories: [RootfsEntry.directory('/data/db')] }, []],
    [{ user: '7:8', directories: [RootfsEntry.directory('/data/db')] }, ['/bin/app writes to /data/db, which is not writable for 7:8 (mode 0755, owner 0:0): it keeps things.']],
    [{ user: '7:8', directories: [RootfsEntry.directory('/data/db', { owner: '7:8' })] }, []],
    [{ user: '7:8', directories: [RootfsEntry.directory('/data/db', { mode: '1777' })] }, []],
    [
      { user: '7:8', directories: [RootfsEntry.directory('/data', { mode: '0700' }), RootfsEntry.directory('/data/db', { owner: '7:8' })] },
      ['/bin/app writes to /data/db, and 7:8 may not enter /data (mode 0700, owner 0:0): it keeps things.'],
    ],
  ])('a directory to write to', (props, expected) => expect(said(runtimeNotWritable, RuntimeNeed.writableDirectory('/data/db', 'keeps things'), props)).toEqual(expected));
});

test.each([
  ['echo > /run/app/ready', ['/start:2 writes to /run/app/ready, in /run/app, which is not in the image.']],
  ['mkdir -p /run/app\necho > /run/app/ready', ['/start:3 writes to /run/app/ready, in /, which is not writable for 7:8 (mode 0755, owner 0:0).']],
  ['mkdir -p /tmp/app\necho > /tmp/app/ready', []],
  ['echo > ready', ['/start:2 writes to ready, in /, which is not writable for 7:8 (mode 0755, owner 0:0).']],
  ['cd /tmp\necho > ready', []],
  ['cd /etc\necho > ready', ['/start:3 writes to /etc/ready, in /etc, which is not writable for 7:8 (mode 0755, owner 0:0).']],
  ['cd "$A"\necho > ready', []],
  ['echo > /tmp/ready', []],
  ['echo > /proc/sys/net/ipv4/ip_forward', []],
  ['echo > /etc/ready', ['/start:2 writes to /etc/ready, in /etc, which is not writable for 7:8 (mode 0755, owner 0:0).']],
])('runtime/not-writable: %s', (line, expected) => expect(saidOfScript(runtimeNotWritable, `#!/bin/sh\n${line}\n`, { image: { user: '7:8' } })).toEqual(expected));

test.each([
  ['', 'CMD ["/a"]', ['There is no /tmp in the image.']],
  ['', '', []],
  ['COPY --chmod=0644 <<EOT /tmp/a\nEOT', '', ['/tmp has mode 0644.']],
  ['WORKDIR /tmp', '', ['/tmp has mode 0755.']],
])('rootfs/no-tmp: %j %j', (copy, cmd, expected) => expect(saidOf(rootfsNoTmp, `FROM scratch\n${copy}\n${cmd}\n`)).toEqual(expected));

test('rootfs/no-tmp: COPY --link makes /tmp anew', () => {
  const text = (flag: string) => `FROM scratch AS tmp\nCOPY <<'EOT' /a\nEOT\nFROM scratch\nCOPY --chmod=1777 <<'EOT' /tmp/.keep\nEOT\nCOPY ${flag} --from=tmp /a /tmp/a\n`;
  expect(saidOf(rootfsNoTmp, text(''))).toEqual(['/tmp has mode 0777.']);
  expect(saidOf(rootfsNoTmp, text('--link'))).toEqual(['/tmp has mode 0755: COPY --link creates the parent directories of its files anew.']);
});

describe('what nobody declared of a program that is started', () => {
  const found = (needs: RuntimeNeed[] | undefined, paths: string[] = []) => findingsOf(runtimeMissingCaCertificates, image => {
    const build = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds' });
    build.run(['make']);
    const entries = [
      RootfsEntry.file('/bin/app', { executable: { format: ExecutableFormat.ELF, needs } }),
      RootfsEntry.file('/bin/other', { executable: { format: ExecutableFormat.ELF } }),
      ...paths.map(path => RootfsEntry.file(path)),
    ];
    new ScratchImage(image, 'Runtime', { contents: [build.artifact({ root: '/out', entries })], entrypoint: ['/bin/app'] });
  });

  test('is not known, where there are no root certificates', () => {
    expect(found(undefined).map(({ undecided, unknown, what }) => [undecided, unknown, what])).toEqual([
      [true, 'the needs of /bin/app are not declared', 'The image has no root certificates, and it is not declared whether /bin/app connects over TLS.'],
    ]);
    expect(found(undefined, ['/etc/ssl/certs/ca-certificates.crt'])).toEqual([]);
  });

  test('is nothing, where that is declared', () => expect(found([])).toEqual([]));
});
