import { Fact, listDeclarations, printFacts } from './facts';
import { FileAt, FileOfBase, PlatformFiles } from './platform-files';
import { _BaseLibrary } from '../../bases';
import type { _ExplainedFile, _ImageExplanation } from '../../render';
import { _MAX_LINKS } from '../../rootfs';
import { describeContent } from '../base/describe-files';

/** What is at a path of an image, and the platforms on which it is there. */
export interface FoundFile extends FileAt {
  readonly platforms: readonly string[];
}

/** A path in an image, explained. */
export interface ExplainedPath {
  readonly image: _ImageExplanation;
  /** The path that the user gave. */
  readonly path: string;
  /** The links followed on the way to the path, then what is there: one list for each step, as platforms may differ. */
  readonly found: readonly FoundFile[][];
  /** Where nothing is, once links are followed, on some platform. */
  readonly missing?: string;
  /** Where it is not known what is there, on some platform. */
  readonly unknown?: string;
  /** The bases whose files would have to be known to tell. */
  readonly unreadBases: readonly string[];
  /** All known paths, for suggestions. */
  readonly listPaths: () => Iterable<string>;
}

/** Finds what is at a path, following links; finds nothing if nothing is known about it. */
export function explainPath(image: _ImageExplanation, path: string, bases = _BaseLibrary.EMPTY): ExplainedPath {
  const walks = image.platforms.map(platform => {
    const { base } = image.roots.find(({ platforms }) => platforms.includes(platform)) ?? {};
    const files = new PlatformFiles(image, platform, base && bases.find(base.reference, base.platform ?? platform));
    return { platform, files, ...walkPath(files, path) };
  });
  const most = Math.max(...walks.map(({ steps }) => steps.length));
  const listStep = (i: number) => walks.flatMap(({ platform, steps }) => (steps[i] === undefined ? [] : [{ ...steps[i], platforms: [platform] }]));
  return {
    image,
    path,
    found: Array.from({ length: most }, (_, i) => mergeSteps(listStep(i))),
    missing: walks.find(({ end, isUnknown }) => end !== undefined && !isUnknown)?.end,
    unknown: walks.find(({ isUnknown }) => isUnknown)?.end,
    unreadBases: [...new Set(walks.flatMap(({ files, isUnknown }) => (isUnknown ? files.unreadBase ?? [] : [])))],
    listPaths: function* () { for (const { files } of walks) yield* files.listPaths(); },
  };
}

interface Walk {
  /** The links on the way, then what is at the end. */
  readonly steps: FileAt[];
  /** Where nothing is found; undefined if something is. */
  readonly end?: string;
  readonly isUnknown?: boolean;
}

function walkPath(files: PlatformFiles, path: string): Walk {
  const steps: FileAt[] = [];
  let rest = path.split('/').filter(Boolean);
  let here = '';
  while (rest.length > 0 && steps.length < _MAX_LINKS) {
    const name = rest.shift()!;
    if (name === '.') continue;
    here = name === '..' ? here.slice(0, Math.max(0, here.lastIndexOf('/'))) : `${here}/${name}`;
    const file = files.at(here);
    if (file?.target !== undefined) {
      steps.push(file);
      rest = [...file.target.split('/').filter(Boolean), ...rest];
      here = file.target.startsWith('/') ? '' : here.slice(0, here.lastIndexOf('/'));
    } else if (rest.length === 0 && here !== '') {
      return file === undefined ? { steps, end: here, isUnknown: files.isUnknown(here) } : { steps: [...steps, file] };
    }
  }
  const root = files.at('/');
  return here === '' && root !== undefined ? { steps: [...steps, root] } : { steps };
}

/** What is the same on several platforms appears once. */
function mergeSteps(steps: readonly FoundFile[]): FoundFile[] {
  const known = new Map<string, FoundFile>();
  for (const step of steps) {
    const key = JSON.stringify({ ...step, platforms: [] });
    known.set(key, { ...step, platforms: [...known.get(key)?.platforms ?? [], ...step.platforms] });
  }
  return [...known.values()];
}

/** Prints an explained path as text. */
export function describePath({ image, path, found, missing, unknown }: ExplainedPath, lines: readonly string[] | undefined): string {
  const end = missing ?? unknown;
  return [
    `${path} in image ${image.name}`,
    ...found.flat().flatMap(file => ['', ...printFacts(listFacts(image, file, lines))]),
    ...end === undefined ? [] : ['', missing === undefined ? `It is not known whether ${end} is in the image.` : `${end} is not in the image.`],
    '',
  ].join('\n');
}

function listFacts(image: _ImageExplanation, found: FoundFile, lines: readonly string[] | undefined): Fact[] {
  const { own, ofBase, platforms } = found;
  const onPlatforms: Fact = ['platforms', platforms.length === image.platforms.length ? [] : [platforms.join(', ')]];
  if (own === undefined) return [...describeFileOfBase(found, ofBase!), onPlatforms];
  const maker = own.route.at(-1)!;
  const stage = image.stages.find(({ name }) => name === maker.stage);
  return [
    [own.kind, [[nameFile(own), ...listAttributes(own)].join(', ')]],
    onPlatforms,
    ['construct', [own.construct]],
    ['declared', listDeclarations(own)],
    ['replaces', ofBase === undefined || isSameDirectory(own, ofBase) ? [] : [`${summarizeFileOfBase(ofBase)}, from ${nameBase(ofBase)}`]],
    ['stage', stage === undefined ? [] : [[stage.name, stage.purpose].filter(Boolean).join(' ')]],
    ['way', [...own.route].reverse().flatMap(hop => [
      `${hop.path} in ${hop.stage}`,
      ...hop.lines.map(line => `  ${image.dockerfile}:${line}${lines?.[line - 1] === undefined ? '' : `  ${lines[line - 1].replace(/ \\$/, '')}`}`),
    ])],
  ];
}

function describeFileOfBase({ path, target }: FileAt, ofBase: FileOfBase): Fact[] {
  const { file: { kind, mode, owner = 'unknown' }, isDoubtful } = ofBase;
  return [
    [kind, [[nameFile({ path, target }), ...kind === 'symlink' ? [] : [`mode ${mode}`], `owner ${owner}`].join(', ')]],
    ['content', [describeContent(ofBase.file)].filter(Boolean)],
    ['from', [nameBase(ofBase)]],
    ['changes', isDoubtful ? ['a command of unknown effects may have changed or removed it'] : []],
  ];
}

function isSameDirectory({ kind }: _ExplainedFile, { file }: FileOfBase): boolean {
  return kind === 'directory' && file.kind === 'directory';
}

function summarizeFileOfBase({ file }: FileOfBase): string {
  const { kind, mode, target } = file;
  return [kind === 'symlink' ? `symlink -> ${target}` : `${kind}, mode ${mode}`, describeContent(file)].filter(Boolean).join(', ');
}

function nameBase({ base, otherDigest }: FileOfBase): string {
  return otherDigest === undefined ? base : `${base}, as another digest of it was read: ${otherDigest}`;
}

function nameFile({ path, target }: { readonly path: string; readonly target?: string }): string {
  return `${path}${target === undefined ? '' : ` -> ${target}`}`;
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

/** The same as JSON. */
export function printFoundFile({ path, own, ofBase, platforms }: FoundFile): object {
  if (own !== undefined) return ofBase === undefined || isSameDirectory(own, ofBase) ? own : { ...own, replaces: ofBase };
  const { file: { kind, ...facts }, ...base } = ofBase!;
  return { path, kind, ...facts, platforms, ...base };
}
