import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { readElf } from '../elf';
import { Entry, fileBytes, resolve } from '../rootfs';
import { Check } from './check';

/** The image says that it is for the platform that was asked for. */
export const platform: Check = {
  name: 'its configuration names the platform',
  holds: ({ image: { config }, platform: wanted }) =>
    assert.equal([config.os, config.architecture, ...config.variant ? [config.variant] : []].join('/'), wanted),
};

/** A second build from nothing gave the same bytes. */
export const sameDigest = (again: string): Check => ({
  name: 'built from nothing twice, it has the same digest',
  holds: ({ image }) => assert.equal(again, image.digest),
});

/** Extracted bytes of files, per platform. */
export const budget = (bytes: Readonly<Record<string, number>>): Check => ({
  name: 'its files are within the budget',
  holds: ({ image, platform: of }) => {
    const size = fileBytes(image.rootfs);
    assert.ok(size <= bytes[of], `${size} bytes of files, ${bytes[of]} are allowed`);
  },
});

/** No layer carries bytes that another hides. */
export const nothingHidden: Check = {
  name: 'no layer carries bytes that a later one hides',
  holds: ({ image }) => assert.equal(image.shadowed, 0),
};

/** Every program is for the right CPU and needs no dynamic linker; a packed one is judged unpacked, too. */
export const programs = (expected: { readonly c: string[]; readonly go: string[] }): Check => ({
  name: 'its programs are static and for the right CPU',
  holds: ({ image, unpacked, machine }) => {
    const elves = [...image.rootfs].filter(([, entry]) => readElf(entry.content) !== undefined).map(([path]) => path);
    assert.deepEqual(elves.sort(), [...expected.c, ...expected.go].sort(), 'ELF files of the image');
    for (const path of elves) {
      for (const bytes of [image.rootfs.get(path)!.content, unpacked.get(path)]) {
        const elf = bytes && readElf(bytes);
        if (elf === undefined) continue;
        assert.deepEqual([elf.bits, elf.machine, elf.interpreter], [machine.bits, machine.machine, undefined], `${path}: bits, machine, interpreter`);
      }
      const whole = unpacked.get(path) ?? image.rootfs.get(path)!.content;
      if (expected.c.includes(path)) assert.equal(readElf(whole)!.flags, machine.flags, `${path}: e_flags`);
      else assert.ok(whole.includes(`build\t${machine.go}\n`), `${path}: Go's build information does not say ${machine.go}`);
    }
  },
});

/** No program is for another CPU: a base that lacks the platform is taken as it is, without a word. */
export const cpu: Check = {
  name: 'its programs are for the CPU of the platform',
  holds: ({ image, machine }) => {
    const elves = [...image.rootfs].map(([path, entry]) => ({ path, elf: readElf(entry.content) })).filter(({ elf }) => elf !== undefined);
    assert.ok(elves.length > 0, 'the image has no program');
    assert.deepEqual(elves.filter(({ elf }) => elf!.machine !== machine.machine).map(({ path }) => path), []);
  },
};

/** The programs that UPX packed. */
export const packed = (paths: string[]): Check => ({
  name: 'what should be packed is packed',
  holds: ({ unpacked }) => assert.deepEqual([...unpacked.keys()].sort(), [...paths].sort()),
});

/** One link per line of the build's own `busybox.links`, to BusyBox. */
export const busyboxLinks = (busybox: string): Check => ({
  name: 'its links are those of busybox.links',
  holds: ({ image, links }) => {
    const made = [...image.rootfs].filter(([path, entry]) => entry.kind === 'symlink' && resolve(image.rootfs, path) === busybox);
    assert.ok(links.length > 50, `busybox.links has only ${links.length} lines`);
    assert.deepEqual(made.map(([path]) => path).sort(), links.filter(path => path !== busybox).sort());
  },
});

/** Every link leads somewhere. */
export const links: Check = {
  name: 'every link leads to a file of the image',
  holds: ({ image }) => {
    const dangling = [...image.rootfs].filter(([path, entry]) => entry.kind === 'symlink' && resolve(image.rootfs, path) === undefined);
    assert.deepEqual(dangling.map(([path, entry]) => `${path} -> ${entry.target}`), []);
  },
};

/** What a directory is unless it is declared otherwise: everybody may enter it. */
const DIRECTORY = 'directory 0755 0:0';

/** Kind, mode and owner of paths, e.g. `directory 1777 0:0`; directories that are not named are `0755`. */
export const modes = (expected: Readonly<Record<string, string>>): Check => ({
  name: 'kinds, modes and owners are as declared',
  holds: ({ image }) => {
    const words = ({ kind, mode, uid, gid }: Entry) => `${kind} ${mode.toString(8).padStart(4, '0')} ${uid}:${gid}`;
    const judged = [...image.rootfs].filter(([path, entry]) => entry.kind === 'directory' || path in expected);
    const others = judged.filter(([path]) => !(path in expected)).map(([path]) => [path, DIRECTORY]);
    assert.deepEqual(
      Object.fromEntries(judged.map(([path, entry]) => [path, words(entry)])),
      { ...Object.fromEntries(others), ...expected },
    );
  },
});

/** A program that the configuration starts is there and executable. */
export const entrypoint: Check = {
  name: 'its entrypoint is an executable file',
  holds: ({ image }) => {
    const [program] = image.config.config.Entrypoint ?? image.config.config.Cmd ?? [];
    assert.ok(program !== undefined && posix.isAbsolute(program), `the entrypoint is ${program}`);
    const entry = image.rootfs.get(resolve(image.rootfs, program) ?? '');
    assert.ok(entry?.kind === 'file' && /^.*[1357]$/.test(entry.mode.toString(8)), `${program} is no executable file`);
  },
};
