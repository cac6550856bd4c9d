import { Fact, listDeclarations, printFacts } from './facts';
import type { _ExplainedFile, _ImageExplanation } from '../../render';
import { _MAX_LINKS } from '../../rootfs';

/** A path in an image, explained. */
export interface ExplainedPath {
  readonly image: _ImageExplanation;
  /** The path that the user gave. */
  readonly path: string;
  /** The links followed on the way to the path, then what is there: one list for each step, as platforms may differ. */
  readonly found: readonly _ExplainedFile[][];
}

/** Finds what is at a path, following links; finds nothing if nothing is known about it. */
export function explainPath(image: _ImageExplanation, path: string): ExplainedPath {
  const found: _ExplainedFile[][] = [];
  let rest = path.split('/').filter(Boolean);
  let here = '';
  while (rest.length > 0 && found.length < _MAX_LINKS) {
    const name = rest.shift()!;
    if (name === '.') continue;
    here = name === '..' ? here.slice(0, Math.max(0, here.lastIndexOf('/'))) : `${here}/${name}`;
    const files = image.files.filter(file => file.path === here);
    const target = files.find(({ kind }) => kind === 'symlink')?.target;
    if (target !== undefined) {
      found.push(files);
      rest = [...target.split('/').filter(Boolean), ...rest];
      here = target.startsWith('/') ? '' : here.slice(0, here.lastIndexOf('/'));
    } else if (rest.length === 0 && files.length > 0) {
      found.push(files);
    }
  }
  const root = image.files.filter(file => file.path === '/');
  return { image, path, found: here === '' && root.length > 0 ? [...found, root] : found };
}

/** Prints an explained path as text. */
export function describePath({ image, path, found }: ExplainedPath, lines: readonly string[] | undefined): string {
  return [
    `${path} in image ${image.name}`,
    ...found.flat().flatMap(file => ['', ...printFacts(listFacts(image, file, lines))]),
    '',
  ].join('\n');
}

function listFacts(image: _ImageExplanation, file: _ExplainedFile, lines: readonly string[] | undefined): Fact[] {
  const maker = file.route.at(-1)!;
  const stage = image.stages.find(({ name }) => name === maker.stage);
  return [
    [file.kind, [[`${file.path}${file.target === undefined ? '' : ` -> ${file.target}`}`, ...listAttributes(file)].join(', ')]],
    ['platforms', file.platforms.length === image.platforms.length ? [] : [file.platforms.join(', ')]],
    ['construct', [file.construct]],
    ['declared', listDeclarations(file)],
    ['stage', stage === undefined ? [] : [[stage.name, stage.purpose].filter(Boolean).join(' ')]],
    ['way', [...file.route].reverse().flatMap(hop => [
      `${hop.path} in ${hop.stage}`,
      ...hop.lines.map(line => `  ${image.dockerfile}:${line}${lines?.[line - 1] === undefined ? '' : `  ${lines[line - 1].replace(/ \\$/, '')}`}`),
    ])],
  ];
}

function listAttributes({ kind, mode, owner, format, interpreter, isPacked, bytes }: _ExplainedFile): string[] {
  return [
    ...(mode === undefined || kind === 'symlink' ? [] : [`mode ${mode}`]),
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(bytes === undefined ? [] : [`${bytes} bytes`]),
    ...(format === 'elf' ? [interpreter === undefined ? 'a static program' : `a program loaded by ${interpreter}`] : []),
    ...(format === 'script' ? [`a script${interpreter === undefined ? '' : ` for ${interpreter}`}`] : []),
    ...(isPacked ? ['packed'] : []),
  ];
}
