import fc from 'fast-check';
import { Like, Meaning, Statement, maybe, statements } from './statement';
import { anything, fileName, hostile, lines, tame } from './texts';
import { Said, Stop, Variables, toWord, valueOf, words } from './words';
import { Add, Copy, CopySource, Heredoc } from '../../../src/dockerfile';
import { ReadInstruction } from '../answer';

/** A source, how it is named, and what BuildKit has to find. */
type Source = { readonly file: string }
  | { readonly path: Said }
  | { readonly pattern: Said }
  | { readonly url: Said }
  | { readonly content: Said | string; readonly delimiter?: string; readonly isChomped: boolean };

/** Files are looked for by BuildKit's own code: below one folder, where nothing else is. */
const FOLDER = 'context';

const file = fileName.map(name => ({ file: `${FOLDER}/${name}` }));
const path = words.map((said): Source => ({ path: said }));
const pattern = fc.oneof(
  fc.constantFrom('*.go', '[a-c]?', 'a\\*b', '**').map((text): Source => ({ pattern: [text] })), words.map((said): Source => ({ pattern: said })),
);
const text = fc.record({
  content: fc.oneof(lines, words.map((said): Said => [...said, '\n'])),
  delimiter: maybe(fc.constantFrom('EOT', 'a', 'my-file.conf', 'SH', '.x')),
  isChomped: fc.boolean(),
  // Tabs that a variable or an operator brings are not removed, for they are not at the beginning of a line that is written.
}).map(said => ({ ...said, isChomped: said.isChomped && typeof said.content === 'string' }));
const url = fc.oneof(
  fc.constantFrom('https://example.org/a-1.tar.gz', 'https://example.org/a?b=c&d=$e#f', 'https://example.org/o/r.git#v1', 'git@example.org:o/r.git')
    .map((address): Said => [address]),
  fc.constant<Said>(['https://example.org/', { name: 'NUMBER' }, '.tgz']),
  fc.constant<Said>(['https://example.org/', { name: 'TAME', operator: '//', operand: ['/'], replacement: ['-'] }]),
  hostile.map((end): Said => [`https://example.org/${end.replace(/[\n\r]/g, '')}`]),
).map((said): Source => ({ url: said }));

/** Directories, and names that may be one. */
const destination: fc.Arbitrary<Said> = fc.oneof(
  fc.constantFrom('/', '/d/', '.', './', '/a', 'b').map((name): Said => [name]),
  words.map((said): Said => ['/', ...said, '/']), words, tame.map((name): Said => [name]),
);

const owner: fc.Arbitrary<Said> = fc.oneof(
  fc.constantFrom('1', '1:2', 'user:group', '0').map((name): Said => [name]),
  fc.constant<Said>([{ name: 'NUMBER' }, ':', { name: 'UNSET', operator: ':-', operand: ['7'] }]),
  anything.map((name): Said => [name]),
);
const mode: fc.Arbitrary<Said> = fc.oneof(
  fc.constantFrom('0644', '755', 'u=rwX,go=rX', 'a+x', '7777', '0', '8', '10000', 'u+', '+x,', 'g=u').map((bits): Said => [bits]),
  fc.constant<Said>([{ name: 'UNSET', operator: '-', operand: ['0600'] }]),
  fc.constant<Said>(['0', { name: 'NUMBER', operator: ':+', operand: ['755'] }]),
);
const copying = fc.record({
  destination,
  chown: maybe(maybe(owner)),
  chmod: maybe(maybe(mode)),
  link: maybe(fc.boolean()),
  exclude: fc.oneof(fc.constant<string[]>([]), fc.array(anything, { maxLength: 2 })),
});
type Copying = typeof copying extends fc.Arbitrary<infer T> ? T : never;

const sources = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: file }, path, pattern), { minLength: 1, maxLength: 3 }) },
  { weight: 3, arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: text }, file, pattern), { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(url, file), { minLength: 1, maxLength: 2 }) },
);
const toSources = (said: readonly Source[]) => said.map((source): CopySource => {
  if ('file' in source) return CopySource.path(toWord([source.file]));
  if ('path' in source) return CopySource.path(toWord(source.path));
  if ('url' in source) return CopySource.path(toWord(source.url));
  if ('pattern' in source) return CopySource.pattern(toWord(source.pattern));
  const { content, delimiter, isChomped } = source;
  const heredoc = typeof content === 'string' ? Heredoc.literal(content, delimiter) : Heredoc.expanding(toWord(content), delimiter);
  return CopySource.heredoc(isChomped ? heredoc.chomped() : heredoc);
});

const word = (said: Said | undefined) => said && toWord(said);
const files = ({ sources: said }: { sources: readonly Source[] }) => said.flatMap(source => ('file' in source ? [source.file] : []));

const copy = statements(
  fc.record({ sources, copying, copyFrom: maybe(fc.constantFrom('alpine:3.23', 'base', 'localhost:5000/a_b/c', '$A')), parents: maybe(fc.boolean()) }),
  said => new Copy({ ...flags(said.copying), sources: toSources(said.sources), copyFrom: said.copyFrom, parents: said.parents }),
  (said, { variables }) => {
    const means = meaning(said, variables, { from: said.copyFrom, parents: said.parents === true });
    if (isMadeAddress(said.sources, variables)) throw new Stop('source can\'t be a');
    return means;
  },
  files,
);

const add = statements(
  fc.record({ sources, copying, keepGitDir: maybe(fc.boolean()), unpack: maybe(fc.boolean()) }),
  said => new Add({ ...flags(said.copying), sources: toSources(said.sources), keepGitDir: said.keepGitDir, unpack: said.unpack }),
  (said, { variables }) => meaning(said, variables, { keepGitDir: said.keepGitDir, unpack: said.unpack }),
  files,
);

const CHECKSUMS: Said[] = [
  [`sha256:${'0'.repeat(64)}`], [`sha512:${'0'.repeat(128)}`], ['sha256:0'], ['sha256:', { name: 'UNSET', operator: '-', operand: ['1'.repeat(64)] }],
];

const addWithChecksum = statements(
  fc.record({ source: url, copying, checksum: fc.constantFrom(...CHECKSUMS) }),
  said => new Add({ ...flags(said.copying), sources: toSources([said.source]), checksum: toWord(said.checksum) }),
  (said, { variables }) => meaning({ ...said, sources: [said.source] }, variables, { checksum: valueOf(said.checksum, variables) }),
);

function flags({ destination: to, chown, chmod, link, exclude }: Copying) {
  return { destination: toWord(to), chown: word(chown), chmod: word(chmod), link, exclude };
}

function meaning(said: { sources: readonly Source[]; copying: Copying }, variables: Variables, more: Like<ReadInstruction>): Meaning {
  const { copying: { destination: to, chown, chmod, link, exclude } } = said;
  const texts = said.sources.flatMap(source => ('content' in source ? [contentOf(source, variables)] : []));
  const target = valueOf(to, variables);
  const isDirectory = said.sources.length > 1 || isSaidToBeDirectory(to);
  const isAllFiles = said.sources.every(source => 'file' in source || 'content' in source);
  return {
    instruction: {
      ...more,
      destination: target,
      chown: chown && valueOf(chown, variables),
      chmod: chmod && valueOf(chmod, variables),
      link: link === true,
      exclude,
      sources: said.sources.flatMap(source => sourceOf(source, variables)),
      heredocs: texts.map(({ name, data }) => (isDirectory ? { name, data } : { data })), // else it is called as the destination
      ...isAllFiles ? { means: files(said).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) } : {},
    },
    step: { files: texts.map(({ data }) => ({ mode: 0o644, data })) },
  };
}

/** Whether the end of a path, which no variable decides, makes it a directory. */
function isSaidToBeDirectory(said: Said): boolean {
  const pieces = said.filter(piece => piece !== '');
  return typeof (pieces.at(-1) ?? '') === 'string' && /(^|\/)\.{0,2}$/.test(pieces.map(piece => (typeof piece === 'string' ? piece : '$')).join(''));
}

/** A source as BuildKit reads it. What would make a path a pattern stands in a class of its own there; that it works, `means` shows. */
function sourceOf(source: Source, variables: Variables): string[] {
  if ('content' in source) return [];
  if ('file' in source) return [valueOf(asName([source.file]), variables)];
  if ('path' in source) return [valueOf(isAddress(source.path) ? source.path : asName(source.path), variables)];
  return [valueOf('url' in source ? source.url : source.pattern, variables)];
}

/** Whether it is fetched from elsewhere. */
function isAddress(said: Said): boolean {
  const start = said.map(piece => (typeof piece === 'string' ? piece : '$')).join('');
  return /^(https?:\/\/|git:\/\/|ssh:\/\/|[\w-]+@[\w.-]+:)/.test(start);
}

/** Whether variables make a path an address. One that is written is refused when it is said. */
function isMadeAddress(all: readonly Source[], variables: Variables): boolean {
  return all.flatMap(source => sourceOf(source, variables)).some(source => isAddress([source]));
}

/** A path of which each character is meant. What a line of `.dockerignore` would lose at its ends is in a class too, where it is written out. */
function asName(said: Said): Said {
  const escaped = inClasses(said);
  if (!escaped.every(piece => typeof piece === 'string')) return escaped;
  const each = (characters: string) => [...characters].map(character => (/[!\s]/.test(character) ? `[\\${character}]` : character)).join('');
  const [, before, name, behind] = /^((?:[./]*[! \t\v\f]+)?)([^]*?)((?:[ \t\v\f]+\/*)?)$/.exec(escaped.join(''))!;
  return [`${each(before)}${name}${each(behind)}`];
}

function inClasses(said: Said): Said {
  return said.map(piece => {
    if (typeof piece === 'string') return piece.replace(/[*?[\\]/g, '[\\$&]');
    if ('any' in piece || piece.operand === undefined) return piece;
    if (piece.replacement !== undefined) return { ...piece, replacement: inClasses(piece.replacement) };
    return /[-+]$/.test(piece.operator!) ? { ...piece, operand: inClasses(piece.operand) } : piece;
  });
}

function contentOf({ content, delimiter, isChomped }: Extract<Source, { content: unknown }>, variables: Variables) {
  const data = typeof content === 'string' ? content : valueOf(content, variables);
  return { name: delimiter, data: isChomped ? data.split('\n').map(line => line.replace(/^\t+/, '')).join('\n') : data };
}

/** Instructions that put files into the image. */
export const copies: fc.Arbitrary<Statement> = fc.oneof({ weight: 3, arbitrary: copy }, { weight: 2, arbitrary: add }, addWithChecksum);
