import type { _BaseFacts, _BaseFile } from '../../bases';

/** Files of an example of a base, by path: a directory ends with `/`, `> target` is a link, a mode starts the text of a file. */
type ExampleBaseFiles = Readonly<Record<string, string>>;

const NONE = { mode: '0755', owner: '0:0', sizeClass: 12 } as const;

/**
 * What was read of a small Debian, as far as an example needs it.
 *
 * @param digit of which its digest consists
 */
export function exampleBaseFacts(digit: string, files: ExampleBaseFiles = {}): _BaseFacts {
  const listed = new Map<string, _BaseFile>([['/', { ...NONE, kind: 'directory' }]]);
  const texts = new Map<string, string>();
  for (const [path, content] of Object.entries({ '/etc/': '', '/usr/': '', '/usr/bin/': '', '/bin': '> usr/bin', '/usr/bin/sh': '0755', '/tmp/': '1777', ...files })) {
    const [, mode = '0644', text] = /^([0-7]{4})? ?(.*)$/s.exec(content)!;
    if (path.endsWith('/')) listed.set(path.slice(0, -1), { ...NONE, kind: 'directory', mode: content || '0755' });
    else if (content.startsWith('> ')) listed.set(path, { ...NONE, kind: 'symlink', mode: '0777', target: content.slice(2) });
    else listed.set(path, { ...NONE, kind: 'file', mode });
    if (text !== '' && !content.startsWith('> ')) texts.set(path, text);
  }
  return {
    reference: `debian:trixie-slim@sha256:${digit.repeat(64)}`,
    platform: 'linux/amd64',
    layers: [{ diffId: `sha256:${digit.repeat(64)}`, compressedBytes: 29_000_000, extractedBytes: 75_000_000 }],
    config: {
      env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], cmd: ['bash'], user: '', workingDirectory: '', labels: {}, volumes: [], exposedPorts: [], stopSignal: '',
    },
    texts,
    files: listed,
  };
}
