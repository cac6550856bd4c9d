import { Took } from './build';
import { Example } from './examples/example';
import { gzipBytes, Measured } from './measure';
import { MemoryUse } from './memory';
import { fileBytes } from './rootfs';

/** One measured platform of an example, and of the seed where it was asked for. */
export interface Row {
  readonly example: Example;
  readonly platform: string;
  readonly ours: Measured;
  readonly seed?: Measured;
  readonly uses?: readonly MemoryUse[];
  readonly cold: boolean;
}

/** Sizes and times of everything that was built. */
export function imagesTable(rows: Row[]): string {
  return table(
    [
      'image', 'platform', 'files, bytes', 'budget', 'transferred', 'layers',
      rows.some(row => row.cold) ? 'cold, s' : 'build, s', 'CPU, s', 'cached, s', 'bump, s', 'twice',
    ],
    rows.map(({ example, platform, ours }) => [
      example.name, platform, number(fileBytes(ours.image.rootfs)), number(example.budgets[platform]), number(transferred(ours)),
      String(ours.image.layers.length), seconds(ours.build.seconds), seconds(ours.build.cpuSeconds),
      seconds(ours.cached.seconds), seconds(ours.bump?.seconds),
      ours.again === undefined ? '' : ours.again === ours.image.digest ? 'same digest' : 'DIFFERS',
    ]),
  );
}

/** What each file costs: bytes in the image, and unpacked where it is packed. */
export function partsTable(rows: Row[]): string {
  const withBytes = ({ ours }: Row) => [...ours.image.rootfs].filter(([, { content }]) => content.length > 0).map(([path]) => path);
  const paths = [...new Set(rows.flatMap(withBytes))];
  const cell = ({ ours }: Row, path: string) => {
    const [size, raw] = [ours.image.rootfs.get(path)?.content, ours.unpacked.get(path)];
    return size === undefined ? '' : `${number(size.length)}${raw === undefined ? '' : ` of ${number(raw.length)}`}`;
  };
  return table(
    ['part', ...rows.map(({ platform }) => platform)],
    [
      ...paths.map(path => [path, ...rows.map(row => cell(row, path))]),
      ['links', ...rows.map(({ ours }) => String([...ours.image.rootfs.values()].filter(entry => entry.kind === 'symlink').length))],
    ],
  );
}

/** What containers take, without a limit and under each one. */
export function memoryTable(rows: Row[]): string {
  const megabytes = (bytes: number | undefined) => bytes === undefined ? '' : (bytes / 1e6).toFixed(1);
  return table(
    ['image', 'platform', 'limit, MiB', 'idle: own, MB', 'idle: file pages, MB', 'idle: peak, MB', 'peak with a call, MB', 'call', 'daemon'],
    rows.flatMap(({ example, platform, uses = [] }) => uses.map(({ limit, idle, peak, answered, killed }) => [
      example.name, platform, limit === undefined ? 'none' : String(limit), megabytes(idle?.anonymous), megabytes(idle?.file), megabytes(idle?.peak), megabytes(peak),
      answered ? 'answered' : 'not answered', killed ?? 'lives',
    ])),
  );
}

/** Ours against the seed, built by the same engine in the same run. */
export function seedTable(rows: Row[]): string {
  return table(
    ['platform', 'what', 'seed', 'ours', 'ours / seed'],
    rows.flatMap(({ platform, ours, seed }) => seed === undefined ? [] : [
      ...listSizes(seed, ours),
      ...times('cold build', seed.build, ours.build),
      ...times('everything cached', seed.cached, ours.cached),
      ...times('bump of the version', seed.bump, ours.bump),
    ].map(cells => [platform, ...cells])),
  );
}

/** Sizes of two builds of each image: the other one is the seed of the row. */
export function comparison(rows: Row[], other: string, ours: string): string {
  return table(
    ['image', 'platform', 'what', other, ours, `${ours} / ${other}`],
    rows.flatMap(row => row.seed === undefined ? [] : listSizes(row.seed, row.ours).map(cells => [row.example.name, row.platform, ...cells])),
  );
}

function listSizes(seed: Measured, ours: Measured): string[][] {
  return [
    compare('files, bytes', fileBytes(seed.image.rootfs), fileBytes(ours.image.rootfs)),
    compare('files unpacked, gzip -9, bytes', smooth(seed), smooth(ours)),
    compare('transferred, bytes', transferred(seed), transferred(ours)),
  ];
}

const transferred = ({ image }: Measured) => image.layers.reduce((sum, layer) => sum + layer, 0);
const smooth = ({ image, unpacked }: Measured) =>
  [...image.rootfs].reduce((sum, [path, { content }]) => sum + (content.length === 0 ? 0 : gzipBytes(unpacked.get(path) ?? content)), 0);
const number = (value: number | undefined) => value === undefined ? '' : value.toLocaleString('en-US', { maximumFractionDigits: value < 1000 ? 2 : 0 });
const seconds = (value: number | undefined) => value === undefined ? '' : value.toFixed(value < 10 ? 2 : 1);

function compare(what: string, seed: number, ours: number): string[] {
  return [what, number(seed), number(ours), (ours / seed).toFixed(3)];
}

function times(what: string, seed: Took | undefined, ours: Took | undefined): string[][] {
  const cpu = [seed?.cpuSeconds, ours?.cpuSeconds];
  return seed === undefined || ours === undefined ? [] : [
    compare(`${what}, s`, seed.seconds, ours.seconds),
    ...cpu[0] === undefined || cpu[1] === undefined ? [] : [compare(`${what}, CPU s`, cpu[0], cpu[1])],
  ];
}

/** Markdown that reads well as plain text. */
export function table(head: string[], body: string[][]): string {
  const width = head.map((_, column) => Math.max(...[head, ...body].map(cells => cells[column].length), 3));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => /^[\d,.]/.test(cell) ? cell.padStart(width[column]) : cell.padEnd(width[column])).join(' | ')} |`;
  return [line(head), `|${width.map(size => '-'.repeat(size + 2)).join('|')}|`, ...body.map(line)].join('\n');
}
