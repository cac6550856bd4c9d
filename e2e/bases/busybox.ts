import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './make-once';
import { CACHE } from '../cache';
import { run } from '../process';

/** A folder with BusyBox and the loader of musl, from the machine's own Debian. */
export const FILES = join(CACHE, 'debian-files');

/** BusyBox without libraries, which also looks into images that have no programs. */
export const BUSYBOX = join(FILES, 'busybox');

const DOWNLOAD = 'apt-get download -qq -o APT::Sandbox::User=root busybox-static musl';

/** Unpacks them beside the system. */
export async function makeBusybox(): Promise<void> {
  await makeOnce({ path: FILES, maker: __filename, inputs: [] }, async () => {
    const work = `${FILES}.new`;
    await rm(work, { recursive: true, force: true });
    await Promise.all([FILES, work].map(folder => mkdir(folder, { recursive: true })));
    await run('sh', ['-ec', `${DOWNLOAD} || { apt-get update -qq && ${DOWNLOAD}; }; for deb in *.deb; do dpkg-deb -x "$deb" .; done`], { cwd: work });
    const find = async (pattern: string) => (await run('find', [work, '-path', pattern])).stdout.trim().split('\n')[0];
    await run('install', ['-m', '755', await find('*bin/busybox'), BUSYBOX]);
    await run('install', ['-m', '755', await find('*x86_64*/libc.so'), join(FILES, 'ld-musl-x86_64.so.1')]);
    await rm(work, { recursive: true });
  });
}
