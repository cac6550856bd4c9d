import { _printJson } from '../../core';
import { _DeviceMode, _listDeviceModes } from '../../routeros';
import { checkFormat, parseArguments } from '../arguments';
import { Command, ExitCode, UsageError } from '../command';

const MIB = 1024 ** 2;

/** `imagewright devices`. */
export const devicesCommand: Command = {
  summary: 'List MikroTik routers, and how an image runs on each.',
  help: `Usage: imagewright devices [--extracted MIB] [--transferred MIB] [--memory MIB] [--format FORMAT]

Lists the products that run RouterOS containers, with platform, memory, flash and USB ports, and the first mode that an image of
this size can have: flash, disk (a USB disk), or ram-root (the image in memory, the state on flash); and which variant of it:
unpacked, which takes less memory, packed where flash is scarce, or armv5 for an EN7562CT. It needs no network.

Options:
  --extracted MIB     unpacked size of the image, of its unpacked variant (default: 17)
  --transferred MIB   compressed size of it (default: 6)
  --memory MIB        memory that the container may take (default: 32)
  --format FORMAT     text (the default), markdown or json

Exit code: 0.
`,
  run(args, streams) {
    const { values: { extracted, transferred, memory, format }, positionals } = parseArguments('devices', args, OPTIONS);
    if (positionals.length > 0) throw new UsageError('devices takes no arguments. See imagewright devices --help.');
    checkFormat(format, FORMATS);
    const rows = _listDeviceModes({ extracted: parseSize('extracted', extracted), transferred: parseSize('transferred', transferred), memory: parseSize('memory', memory) });
    streams.stdout.write(FORMATS[format as keyof typeof FORMATS](rows));
    return Promise.resolve(ExitCode.CLEAN);
  },
};

const OPTIONS = {
  extracted: { type: 'string', default: '17' },
  transferred: { type: 'string', default: '6' },
  memory: { type: 'string', default: '32' },
  format: { type: 'string', default: 'text' },
} as const;

const COLUMNS = ['product', 'code', 'platform', 'RAM', 'flash', 'USB', 'mode', 'variant', 'note'];

const FORMATS = {
  text: printText,
  markdown: (rows: readonly _DeviceMode[]): string => [
    `| ${COLUMNS.join(' | ')} |`, `|${COLUMNS.map(() => ' --- |').join('')}`, ...rows.map(row => `| ${listCells(row).join(' | ')} |`), '',
  ].join('\n'),
  json: (rows: readonly _DeviceMode[]): string => _printJson({ version: 1, devices: rows }),
};

/** @throws UsageError for anything but a number of MiB */
function parseSize(name: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`--${name} takes a number of MiB: --${name} 17.5.`);
  return Math.round(Number(text) * MIB);
}

function listCells({ product, code, platform, ram, flash, usb, mode, variant, note }: _DeviceMode): string[] {
  return [product, code, platform, `${ram} MB`, `${flash} MB`, usb === 0 ? '-' : String(usb), mode ?? 'not at all', variant ?? '-', note];
}

function printText(rows: readonly _DeviceMode[]): string {
  const cells = [COLUMNS, ...rows.map(listCells)];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map(row => row[i].length)));
  const counts = new Map<string, number>();
  for (const { mode = 'not at all' } of rows) counts.set(mode, (counts.get(mode) ?? 0) + 1);
  return [
    ...cells.map(row => row.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()),
    '',
    `${rows.length} products: ${[...counts].sort().map(([mode, count]) => `${count} ${mode}`).join(', ')}.`,
    '',
  ].join('\n');
}
