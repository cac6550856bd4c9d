import { _findParent } from '../../rootfs';
import type { _BaseFile } from '../base-facts';
import { _readField, _writeField } from './field';
import { _readAttributes, _writeAttributes } from './file-attributes';
import { _NO_USUAL_PROGRAM, _UsualProgram, _findUsualProgram, _listUsualFields, _readUsualFields } from './program-fields';
import { _refuseBaseFile, _refuseLine } from './refuse-base-file';

/** Far more than any image that is used as a base. */
const MOST_FILES = 1_000_000;
/** Characters of all paths together: the names of directories are repeated in the paths below them. */
const MOST_CHARACTERS = 2 ** 27;

/** The line that says what most programs are. */
const USUAL = 'elf';

/**
 * Writes the files: a heading for each directory, and below it a line for each file, sorted by code unit.
 *
 * @param path of the base file, for messages
 * @throws `bases/limit`
 * @internal
 */
export function _writeFiles(files: ReadonlyMap<string, _BaseFile>, path: string): string {
  if (files.size > MOST_FILES) refuseSize(path);
  const usual = findUsual(files);
  const directories = new Map<string, string[]>();
  for (const [each, { kind }] of files) if (kind === 'directory') directories.set(asHeading(each), []);
  for (const [each, { kind }] of files) if (kind !== 'directory') directories.get(asHeading(_findParent(each)))!.push(each);
  const write = (name: string, file: _BaseFile) => `${_writeField(name)}${_writeAttributes(file, usual ?? _NO_USUAL_PROGRAM)}\n`;
  return [
    writeUsual(usual),
    ...[...directories].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([heading, paths]) => [
      write(heading, files.get(asPath(heading))!),
      ...paths.sort((a, b) => (a < b ? -1 : 1)).map(each => ` ${write(each.slice(heading.length), files.get(each)!)}`),
    ]),
  ].join('');
}

/**
 * Reads what `_writeFiles` writes.
 *
 * @param path of the base file
 * @param firstLine number of the first line
 * @throws `bases/damaged`, `bases/limit`
 * @internal
 */
export function _readFiles(text: string, path: string, firstLine: number): Map<string, _BaseFile> {
  return new Reader(path, firstLine).read(text);
}

function findUsual(files: ReadonlyMap<string, _BaseFile>): _UsualProgram | undefined {
  const programs = [];
  for (const { program } of files.values()) if (program !== undefined) programs.push(program);
  return _findUsualProgram(programs);
}

function writeUsual(usual: _UsualProgram | undefined): string {
  return usual === undefined ? '' : `${[USUAL, ..._listUsualFields(usual).map(_writeField)].join('\t')}\n`;
}

/** The text of a directory's heading, which sorts a directory before what is in it. */
function asHeading(directory: string): string {
  return directory === '/' ? '/' : `${directory}/`;
}

function asPath(heading: string): string {
  return heading === '/' ? '/' : heading.slice(0, -1);
}

function refuseSize(path: string): never {
  return _refuseBaseFile('bases/limit', path, `The base file ${path} lists more than ${MOST_FILES} files, or paths of more than ${MOST_CHARACTERS} characters in total.`);
}

class Reader {
  private readonly files = new Map<string, _BaseFile>();
  /** Facts by the text after the name, which most files share with others. */
  private readonly known = new Map<string, _BaseFile>();
  private usual?: _UsualProgram;
  /** The heading, which ends with a slash, and the last name below it. */
  private heading = '';
  private name = '';
  private count = 0;
  private characters = 0;
  private line: number;

  public constructor(private readonly path: string, private readonly firstLine: number) {
    this.line = firstLine;
  }

  public read(text: string): Map<string, _BaseFile> {
    for (let start = 0; start < text.length; this.line++) {
      const end = text.indexOf('\n', start);
      this.readLine(text.slice(start, end < 0 ? text.length : end));
      start = end < 0 ? text.length : end + 1;
    }
    if (this.files.size === 0 || !text.endsWith('\n')) this.refuse('', 'is missing');
    const usual = writeUsual(this.usual);
    if (writeUsual(findUsual(this.files)) !== usual) _refuseLine(this.path, this.firstLine, usual.trimEnd(), 'is not what most programs of the list are');
    return this.files;
  }

  private readLine(line: string): void {
    const tab = line.indexOf('\t');
    const [name, attributes] = tab < 0 ? [line, ''] : [line.slice(0, tab), line.slice(tab)];
    if (line.startsWith(' ')) this.addFile(line, _readField(name.slice(1)), attributes);
    else if (line.startsWith('/')) this.addDirectory(line, _readField(name), attributes);
    else if (name === USUAL && this.line === this.firstLine) this.readUsual(line);
    else this.refuse(line);
  }

  private readUsual(line: string): void {
    const fields = line.split('\t').slice(1).map(field => _readField(field) ?? this.refuse(line));
    this.usual = _readUsualFields(fields) ?? this.refuse(line);
  }

  private addDirectory(line: string, heading: string | undefined, attributes: string): void {
    if (heading === undefined || !heading.endsWith('/')) return this.refuse(line);
    if (heading <= this.heading) this.refuse(line, 'is out of order');
    const path = asPath(heading);
    const parent = _findParent(path);
    if (path !== '/' && (!isName(path.slice(asHeading(parent).length)) || this.files.get(parent)?.kind !== 'directory')) {
      this.refuse(line, 'is in no directory of the list');
    }
    this.heading = heading;
    this.name = '';
    this.add(line, path, `/${attributes}`, true);
  }

  private addFile(line: string, name: string | undefined, attributes: string): void {
    if (name === undefined || !isName(name) || this.heading === '') return this.refuse(line);
    if (name <= this.name) this.refuse(line, 'is out of order');
    this.name = name;
    this.add(line, this.heading + name, attributes, false);
  }

  private add(line: string, path: string, attributes: string, isDirectory: boolean): void {
    let file = this.known.get(attributes);
    if (file === undefined) {
      file = _readAttributes(isDirectory ? attributes.slice(1) : attributes, this.usual ?? _NO_USUAL_PROGRAM, isDirectory) ?? this.refuse(line);
      this.known.set(attributes, file);
    }
    this.files.set(path, file);
    this.count++;
    if (this.files.size < this.count) this.refuse(line, 'names a path that is listed already');
    this.characters += path.length;
    if (this.count > MOST_FILES || this.characters > MOST_CHARACTERS) refuseSize(this.path);
  }

  private refuse(line: string, why?: string): never {
    return _refuseLine(this.path, this.line, line, why);
  }
}

/** Whether a file can have this name. */
function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/') && !name.includes('\0');
}
