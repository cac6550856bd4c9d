import { Platform, _quoteValue } from '../../core';
import type { _BaseFacts, _BasePackages } from '../base-facts';
import { _sortPackages } from '../sort-packages';
import { _listConfigLines, _readConfigLines } from './config-lines';
import { _readField, _writeField } from './field';

/**
 * All facts but the files.
 *
 * @internal
 */
export type _BaseHead = Omit<_BaseFacts, 'files'>;

/** A heading with its values, and the lines below it. */
interface Section {
  readonly heading: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/**
 * Writes all facts but the files: headings, each with its lines below it, indented by one blank. The fields of a line are separated by tabs.
 *
 * @internal
 */
export function _writeHead(facts: _BaseHead): string {
  return listSections(facts).map(({ heading, lines }) => `${writeFields(heading)}\n${lines.map(writeLine).join('')}`).join('');
}

function listSections(facts: _BaseHead): Section[] {
  const { reference, platform, digest, layers, config, os, packages, libraryDirectories, texts } = facts;
  return [
    { heading: ['reference', reference], lines: [] },
    { heading: ['platform', platform], lines: [] },
    ...digest === undefined ? [] : [{ heading: ['manifest', digest], lines: [] }],
    { heading: ['layers'], lines: layers.map(({ diffId, ...bytes }) => [diffId, String(bytes.compressedBytes), String(bytes.extractedBytes)]) },
    { heading: ['config'], lines: _listConfigLines(config) },
    ...os === undefined ? [] : [{ heading: ['os', os.id, os.version, os.codename], lines: [] }],
    ...packages === undefined ? [] : [{
      heading: ['packages', packages.database], lines: _sortPackages(packages.installed).map(({ name, version }) => [name, version]),
    }],
    ...libraryDirectories === undefined ? [] : [{ heading: ['libraries', ...libraryDirectories], lines: [] }],
    ...[...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => ({
      heading: ['text', path], lines: text.split('\n').map(line => line.split('\t')),
    })),
  ];
}

function writeFields(fields: readonly string[]): string {
  return fields.map(_writeField).join('\t');
}

/** An empty line, such as the last line of a text, is not indented: editors would remove the blank. */
function writeLine(fields: readonly string[]): string {
  const text = writeFields(fields);
  return text === '' ? '\n' : ` ${text}\n`;
}

/**
 * Reads what `_writeHead` writes, and ignores everything else. The caller writes the facts again to find what was ignored, and checks them with
 * `_findWrongFact`.
 *
 * @internal
 */
export function _readHead(text: string): _BaseHead {
  const sections = cutSections(text);
  const find = (name: string) => sections.find(({ heading }) => heading[0] === name);
  const [, reference = ''] = find('reference')?.heading ?? [];
  const [, platform = ''] = find('platform')?.heading ?? [];
  const [, digest] = find('manifest')?.heading ?? [];
  const os = find('os')?.heading;
  const packages = find('packages');
  const libraries = find('libraries')?.heading;
  return {
    reference,
    platform,
    digest,
    layers: (find('layers')?.lines ?? []).map(([diffId, compressed, extracted]) => ({
      diffId, compressedBytes: Number(compressed), extractedBytes: Number(extracted),
    })),
    config: _readConfigLines(find('config')?.lines ?? []),
    ...os === undefined ? {} : { os: { id: os[1], version: os[2], codename: os[3] } },
    ...packages === undefined ? {} : {
      packages: {
        database: packages.heading[1] as _BasePackages['database'],
        installed: packages.lines.map(([name, version = '']) => ({ name, version })),
      },
    },
    ...libraries === undefined ? {} : { libraryDirectories: libraries.slice(1) },
    texts: new Map(sections.filter(({ heading: [name] }) => name === 'text').map(({ heading: [, path = ''], lines }) => (
      [path, lines.map(fields => fields.join('\t')).join('\n')]
    ))),
  };
}

function cutSections(text: string): Section[] {
  const sections: { heading: string[]; lines: string[][] }[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const isBelow = line === '' || line.startsWith(' ');
    const fields = line.slice(isBelow ? 1 : 0).split('\t').map(field => _readField(field) ?? '');
    if (!isBelow) sections.push({ heading: fields, lines: [] });
    else sections.at(-1)?.lines.push(fields);
  }
  return sections;
}

const DIGEST = /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/;

interface Check {
  readonly name: string;
  readonly values: readonly (string | number)[];
  readonly isRight: (value: string | number) => boolean;
}

/**
 * Finds an impossible fact, in words that follow "The base file has "; undefined if all are possible.
 *
 * @internal
 */
export function _findWrongFact({ reference, platform, digest, layers, config: { healthcheck }, packages }: _BaseHead): string | undefined {
  const { test: _, ...times } = healthcheck ?? { test: [] };
  const sizes = layers.flatMap(({ compressedBytes, extractedBytes }) => [compressedBytes, extractedBytes]);
  const digests = [...layers.map(({ diffId }) => diffId), ...digest === undefined ? [] : [digest]];
  const checks: Check[] = [
    { name: 'reference', values: [reference], isRight: value => /^\S+$/.test(String(value)) },
    { name: 'platform', values: [platform], isRight: value => Platform.names().includes(String(value)) },
    { name: 'digest', values: digests, isRight: value => DIGEST.test(String(value)) },
    { name: 'size', values: sizes, isRight: value => Number.isSafeInteger(value) && Number(value) >= 0 },
    { name: 'time or count of the health check', values: Object.values(times), isRight: value => Number.isSafeInteger(value) },
    { name: 'package database', values: packages === undefined ? [] : [packages.database], isRight: value => value === 'dpkg' || value === 'apk' },
  ];
  for (const { name, values, isRight } of checks) {
    const wrong = values.find(value => !isRight(value));
    if (wrong !== undefined) return `the ${name} ${_quoteValue(String(wrong))}, which no image has`;
  }
  return undefined;
}
