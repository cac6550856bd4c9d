import { dirname } from 'node:path';
import { _dropDigest, _suggestNearest, _printJson, _escapeHidden } from '../../core';
import type { _ImageExplanation } from '../../render';
import { parseArguments } from '../arguments';
import { listSimilar } from '../base/similar-paths';
import { Command, ExitCode, Streams, UsageError, printError } from '../command';
import { describeImage } from './image';
import { LastSynthesis, NoSynthesis } from './last-synthesis';
import { explainLine, describeLine } from './line';
import { ExplainedPath, explainPath, describePath, printFoundFile } from './path';
import { isRuleId, findRule, describeRule, listRules } from './rule';

/** `imagewright explain`. */
export const explainCommand: Command = {
  summary: 'Show the construct behind a line of a Dockerfile or a path in an image, or explain a rule.',
  help: `Usage: imagewright explain [--json] DOCKERFILE:LINE
       imagewright explain [--json] DOCKERFILE
       imagewright explain [--json] [--image NAME] PATH
       imagewright explain [--json] RULE
       imagewright explain --rules

DOCKERFILE:LINE shows the construct behind a line of a generated Dockerfile, where it was declared, and why.
DOCKERFILE shows the image of a Dockerfile and the purpose of its stages.
PATH, an absolute path in an image, shows what is there, which construct made it, and through which lines it got there,
stage by stage. For a file of a base image it shows what "imagewright pin --bases" has read about it.
RULE, the id of a finding such as rootfs/no-tmp or dockerfile/UndefinedVar, shows what the rule checks, why, how to fix
a finding, and examples that it reports and accepts.

The answers come from .imagewright/, which the last synthesis wrote, and from bases/. Nothing is executed.

Options:
  --image NAME   search only this image
  --json         print JSON
  --rules        list the ids of all rules

Exit code: 0 explained, 1 not found, 2 no synthesis to read, or wrong arguments.
`,
  async run(args, streams) {
    const { place, image, isJson, isList } = parseOptions(args);
    if (isList) {
      streams.stdout.write(listRules());
      return ExitCode.CLEAN;
    }
    const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(place) ?? [];
    if (file !== undefined) {
      const synthesis = await LastSynthesis.find(dirname(file));
      const found = synthesis.findImage(file);
      if (found !== undefined) return printLine(synthesis, found, Number(line), isJson, streams);
      if (!place.startsWith('/')) return reportMissing(`${file} is not a Dockerfile of the last synthesis. Dockerfiles: ${synthesis.images.map(({ dockerfile }) => dockerfile).join(', ')}.`, streams);
    }
    if (place.startsWith('/')) return printPath(await LastSynthesis.find('.'), place, image, isJson, streams);
    if (isRuleId(place) && typeof findRule(place) !== 'string') return explainRule(place, isJson, streams);
    return explainName(place, image, isJson, streams);
  },
};

const PLACES = 'DOCKERFILE:LINE, an absolute path in an image, or the id of a rule';

/** Explains a name without a line or a leading slash: a Dockerfile, a path that lacks its slash, or the id of an unknown rule. */
async function explainName(name: string, image: string | undefined, isJson: boolean, streams: Streams): Promise<ExitCode> {
  const synthesis = await findSynthesis(dirname(name));
  const dockerfile = synthesis?.findImage(name);
  if (synthesis !== undefined && dockerfile !== undefined) return explainImage(synthesis, dockerfile, isJson, streams);
  const path = `/${name.replace(/^(?:\.\/)+/, '')}`;
  if (synthesis !== undefined && await hasPath(synthesis, path)) return printPath(synthesis, path, image, isJson, streams);
  if (isRuleId(name)) return explainRule(name, isJson, streams);
  const there = synthesis === undefined ? '' : ` Dockerfiles: ${synthesis.images.map(each => each.dockerfile).join(', ')}.`;
  throw new UsageError(`explain takes ${PLACES}; "${name}" is none of them.${there} A path in an image begins with a slash: ${path}. See imagewright explain --help.`);
}

async function hasPath(synthesis: LastSynthesis, path: string): Promise<boolean> {
  return (await explainPaths(synthesis, synthesis.images, path)).some(({ found }) => found.length > 0);
}

/** The last synthesis, if there is one: a rule can be explained without it. */
async function findSynthesis(folder: string): Promise<LastSynthesis | undefined> {
  try {
    return await LastSynthesis.find(folder);
  } catch (error) {
    if (error instanceof NoSynthesis) return undefined;
    throw error;
  }
}

function explainImage(synthesis: LastSynthesis, image: _ImageExplanation, isJson: boolean, streams: Streams): ExitCode {
  const { name, dockerfile, platforms, stages, construct, declared } = image;
  const changed = synthesis.listChangedFiles([dockerfile, ...listFiles(declared)]);
  printWarnings(synthesis, changed, streams);
  streams.stdout.write(isJson
    ? _printJson({ version: 1, image: name, dockerfile, construct, declared, platforms, stages, changed })
    : _escapeHidden(describeImage(image)));
  return ExitCode.CLEAN;
}

const OPTIONS = { image: { type: 'string' }, json: { type: 'boolean', default: false }, rules: { type: 'boolean', default: false } } as const;

function parseOptions(args: string[]): { place: string; image?: string; isJson: boolean; isList: boolean } {
  const { values: { image, json: isJson, rules: isList }, positionals } = parseArguments('explain', args, OPTIONS);
  if (positionals.length !== (isList ? 0 : 1)) throw new UsageError(`explain takes one argument: ${PLACES}. See imagewright explain --help.`);
  return { place: positionals[0], image, isJson, isList };
}

function explainRule(id: string, isJson: boolean, streams: Streams): ExitCode {
  const rule = findRule(id);
  if (typeof rule === 'string') return reportMissing(rule, streams);
  streams.stdout.write(isJson ? _printJson({ version: 1, ...rule }) : _escapeHidden(describeRule(rule)));
  return ExitCode.CLEAN;
}

function printLine(synthesis: LastSynthesis, image: _ImageExplanation, line: number, isJson: boolean, streams: Streams): ExitCode {
  const lines = synthesis.readLines(image.dockerfile);
  if (lines === undefined) throw new UsageError(`${image.dockerfile} is gone. Run: npx projen synth`);
  const found = explainLine(image, line, lines);
  const changed = synthesis.listChangedFiles([image.dockerfile, ...listFiles(found?.part.declared)]);
  printWarnings(synthesis, changed, streams);
  if (found === undefined) {
    return reportMissing(describeMissingLine(image, line, lines), streams);
  }
  const { image: { name }, ...rest } = found;
  const text = isJson ? _printJson({ version: 1, image: name, dockerfile: image.dockerfile, ...rest, changed })
    : _escapeHidden(describeLine(found, lines));
  streams.stdout.write(text);
  return ExitCode.CLEAN;
}

async function explainPaths(synthesis: LastSynthesis, images: readonly _ImageExplanation[], path: string): Promise<ExplainedPath[]> {
  const explained: ExplainedPath[] = [];
  for (const image of images) explained.push(explainPath(image, path, await synthesis.readBases(image)));
  return explained;
}

async function printPath(synthesis: LastSynthesis, path: string, name: string | undefined, isJson: boolean, streams: Streams): Promise<ExitCode> {
  const names = synthesis.images.map(image => image.name);
  if (name !== undefined && !names.includes(name)) {
    throw new UsageError(`There is no image "${name}".${_suggestNearest(name, names)} Images: ${names.join(', ')}.`);
  }
  const images = synthesis.images.filter(image => name === undefined || image.name === name);
  const explained = await explainPaths(synthesis, images, path);
  const found = explained.filter(each => each.found.length > 0);
  const declared = found.flatMap(each => each.found.flat().flatMap(({ own }) => own?.declared ?? []));
  const changed = synthesis.listChangedFiles([...found.map(each => each.image.dockerfile), ...listFiles(declared)]);
  printWarnings(synthesis, changed, streams);
  if (found.length === 0) return reportMissing(describeMissingPath(path, explained), streams);
  streams.stdout.write(isJson
    ? _printJson({ version: 1, path, images: found.map(toJson), changed })
    : _escapeHidden(found.map(each => describePath(each, synthesis.readLines(each.image.dockerfile))).join('\n')));
  return ExitCode.CLEAN;
}

function toJson({ image: { name, dockerfile }, found }: ExplainedPath): object {
  return { image: name, dockerfile, found: found.flat().map(printFoundFile) };
}

function describeMissingLine({ dockerfile, name, construct, declared }: _ImageExplanation, line: number, lines: readonly string[]): string {
  const text = lines[line - 1];
  if (text === undefined) return `${dockerfile} has ${lines.length} lines.`;
  if (text.trim() === '') return `Line ${line} of ${dockerfile} is empty.`;
  return `Line ${line} of ${dockerfile} describes the image as a whole: ${name}, declared at ${[construct, ...declared.slice(0, 1)].join(', ')}.`;
}

function describeMissingPath(path: string, explained: readonly ExplainedPath[]): string {
  const unknown = explained.filter(each => each.unknown !== undefined);
  if (unknown.length === 0) {
    const names = explained.map(({ image }) => image.name).join(', ');
    return `There is no ${path} in ${names}.${_suggestNearest(path, listSimilar(explained.flatMap(({ listPaths }) => [...listPaths()]), path))}`;
  }
  const bases = [...new Set(unknown.flatMap(({ unreadBases }) => unreadBases))];
  return [
    `Nothing is known about ${path} in ${unknown.map(({ image }) => image.name).join(', ')}.`,
    ...bases.length > 0
      ? [`The files of ${bases.map(_dropDigest).join(', ')} were not known at the last synthesis. ${bases.some(isPinned) ? READ_BASES : PIN_BASES}`]
      : ['Commands without `effects` may have created it, and so may copies of files that did not exist at the last synthesis.'],
  ].join(' ');
}

function isPinned(reference: string): boolean {
  return reference.includes('@');
}

const PIN_BASES = 'Pin the base by digest in versions.json: then it can be read.';
const READ_BASES = 'To read the bases that versions.json pins, run: npx imagewright pin --bases, then: npx projen synth';

function listFiles(declared: readonly string[] = []): string[] {
  return declared.map(place => place.slice(0, place.lastIndexOf(':')));
}

function printWarnings(synthesis: LastSynthesis, changed: string[], { stderr }: Streams): void {
  const interruption = synthesis.describeInterruption();
  if (interruption !== undefined) printError(stderr, interruption);
  if (changed.length === 0) return;
  printError(stderr, `${changed.join(' and ')} ${changed.length === 1 ? 'has' : 'have'} changed since the last synthesis, so lines may have moved. Run: npx projen synth`);
}

function reportMissing(text: string, { stderr }: Streams): ExitCode {
  printError(stderr, text);
  return ExitCode.FINDINGS;
}
