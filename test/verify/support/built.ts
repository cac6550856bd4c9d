import { MACHINE, Program, program } from './program';
import { _Acceptance, _GroupClaims, _Manifest } from '../../../src/manifest';
import { _readImage } from '../../../src/oci';
import { _Verification, _verify } from '../../../src/verify';
import { LayoutWriter } from '../../oci/support/layout-writer';
import { directory, file, symlink, tar } from '../../oci/support/tar-writer';
import { temporaryFolder } from '../../support/temporary';

/** What is at a path: a text of mode 0644, a link (`-> target`), a directory, or a file with more said about it. */
export type Built = string | Buffer | BuiltFile;

export interface BuiltFile {
  readonly mode?: number;
  readonly owner?: number;
  readonly group?: number;
  readonly content?: string | Buffer;
  readonly isDirectory?: boolean;
}

export type Files = Record<string, Built>;

export const AMD64 = { machine: MACHINE.amd64 };
export const LOADER = '/lib64/ld-linux-x86-64.so.2';

/** A program that may be executed. */
export function executable(more: Partial<Program> = {}): Built {
  return { mode: 0o755, content: program({ ...AMD64, ...more }) };
}

export function script(text: string, mode = 0o755): Built {
  return { mode, content: text };
}

/** A system as a base image has it: a shell, env, Python, a loader and the C library, accounts. */
export const SYSTEM: Files = {
  '/bin': '-> usr/bin',
  '/lib64': '-> usr/lib64',
  '/usr/lib64/ld-linux-x86-64.so.2': executable({ type: 3, soname: 'ld-linux-x86-64.so.2' }),
  '/usr/lib64/libc.so.6': executable({ type: 3, soname: 'libc.so.6', needed: ['ld-linux-x86-64.so.2'] }),
  '/usr/bin/sh': '-> dash',
  '/usr/bin/dash': executable({ interpreter: LOADER, needed: ['libc.so.6'] }),
  '/usr/bin/env': executable({ interpreter: LOADER, needed: ['libc.so.6'] }),
  '/usr/bin/python3': executable({ interpreter: LOADER, needed: ['libc.so.6'] }),
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\n',
  '/etc/group': 'root:x:0:\napp:x:1000:\nkeys:x:42:other,app\n',
};

/** Claims about an image of whose files nobody knows anything. */
export const UNKNOWN: _GroupClaims = { platforms: ['linux/amd64'], config: { inherits: true }, files: {}, directories: {}, links: [], unknown: ['/'] };

export interface BuiltOptions {
  readonly platform?: string;
  readonly claims?: Partial<_GroupClaims>;
  readonly accepted?: readonly _Acceptance[];
}

/** What `verify` says of an image with these files, which runs so. */
export async function verified(files: Files, config: object, { platform = 'linux/amd64', claims = {}, accepted }: BuiltOptions = {}): Promise<_Verification> {
  const writer = new LayoutWriter();
  writer.top([writer.image([packLayer(files)], { platform, config: { config: { Env: ['PATH=/usr/bin:/bin'], ...config } } })]);
  const manifest: _Manifest = {
    image: 'x', target: { name: 'generic', attestations: true }, groups: [{ ...UNKNOWN, platforms: [platform], ...claims }], ...accepted === undefined ? {} : { accepted },
  };
  return _verify(manifest, await _readImage(writer.toDirectory(temporaryFolder())));
}

/** A layer with these files. */
export function packLayer(files: Files): Buffer {
  return tar(...Object.entries(files).map(([path, built]) => packed(path.slice(1), built)));
}

function packed(name: string, built: Built): Buffer {
  if (typeof built === 'string' && built.startsWith('-> ')) return symlink(name, built.slice(3));
  if (typeof built === 'string' || Buffer.isBuffer(built)) return file(name, built);
  const { mode, owner = 0, group = owner, content = '', isDirectory } = built;
  const who = { uid: owner, gid: group, ...mode === undefined ? {} : { mode } };
  return isDirectory ? directory(name, who) : file(name, content, who);
}
