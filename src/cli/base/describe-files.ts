import type { _BaseFacts, _BaseFile, _BaseProgram } from '../../bases';
import { Size } from '../../core';
import { Rootfs, _readAccounts } from '../../rootfs';

/** A file of a base, and its name in the listing. */
export interface ListedFile {
  readonly name: string;
  readonly file: _BaseFile;
}

/**
 * Lists a path: the files in a directory, or the file itself.
 *
 * @param path without links
 */
export function listPath({ files }: _BaseFacts, path: string): ListedFile[] {
  const itself = files.get(path)!;
  if (itself.kind !== 'directory') return [{ name: path, file: itself }];
  const start = path === '/' ? '/' : `${path}/`;
  const listed: ListedFile[] = [];
  for (const [each, file] of files) {
    if (each.length > start.length && each.startsWith(start) && !each.includes('/', start.length)) listed.push({ name: each.slice(start.length), file });
  }
  return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Prints files as `ls -l` does, with what is known about programs and scripts. */
export function describeFiles(listed: readonly ListedFile[], rootfs: Rootfs): string {
  const [users, groups] = (['/etc/passwd', '/etc/group'] as const).map(file => (
    new Map((_readAccounts(rootfs, file) ?? []).map(([name, , id]): [string, string] => [id, name]))
  ));
  const rows = listed.map(({ name, file }) => {
    const [user, group] = file.owner?.split(':') ?? ['?', '?'];
    return [
      printMode(file),
      users.get(user) ?? user,
      groups.get(group) ?? group,
      file.kind === 'file' ? `≤ ${Size.bytes(2 ** file.sizeClass)}` : '',
      `${name}${file.kind === 'directory' ? '/' : ''}${file.target === undefined ? '' : ` -> ${file.target}`}`,
      describeContent(file),
    ];
  });
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map(cells => cells[i].length))) ?? [];
  return rows.map(cells => `${cells.map((cell, i) => (i === SIZE ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd()}\n`).join('');
}

/** The column of numbers, which is right-aligned. */
const SIZE = 3;

const TYPES: Readonly<Record<_BaseFile['kind'], string>> = {
  'file': '-', 'directory': 'd', 'symlink': 'l', 'character-device': 'c', 'block-device': 'b', 'fifo': 'p',
};

/** E.g. `-rwsr-xr-x`. */
function printMode({ kind, mode }: _BaseFile): string {
  const [special, ...classes] = [...mode].map(Number);
  const letters = classes.map((digit, i) => {
    const [r, w, x] = [4, 2, 1].map(bit => Math.floor(digit / bit) % 2 === 1);
    const isSpecial = Math.floor(special / [4, 2, 1][i]) % 2 === 1;
    const letter = i === 2 ? 't' : 's';
    return `${r ? 'r' : '-'}${w ? 'w' : '-'}${isSpecial ? x ? letter : letter.toUpperCase() : x ? 'x' : '-'}`;
  });
  return `${TYPES[kind]}${letters.join('')}`;
}

/** What a program or script is and needs; empty for other files. */
export function describeContent({ program, script, hasCapabilities }: _BaseFile): string {
  return [
    ...program === undefined ? [] : describeProgram(program),
    ...script === undefined ? [] : [`script for ${[script.interpreter, script.argument].filter(Boolean).join(' ')}`],
    ...hasCapabilities ? ['has capabilities'] : [],
  ].join(', ');
}

const LINKAGES: Readonly<Record<_BaseProgram['linkage'], string>> = {
  'static': 'static program', 'static-pie': 'static program', 'dynamic': 'program', 'library': 'library', 'unknown': 'program',
};

function describeProgram({ linkage, machineName, interpreter, needed, isGo, isPacked }: _BaseProgram): string[] {
  return [
    `${LINKAGES[linkage]} for ${machineName}`,
    ...isGo ? ['written in Go'] : [],
    ...isPacked ? ['packed'] : [],
    ...interpreter === undefined || linkage === 'library' ? [] : [`loaded by ${interpreter}`],
    ...needed === undefined || needed.length === 0 ? [] : [`needs ${needed.join(', ')}`],
  ];
}
