import { dirname } from 'node:path';
import { _didYouMean, _jsonText, _visible } from '../../core';
import type { _ImageExplanation } from '../../render';
import { parsedArguments } from '../arguments';
import { Command, ExitCode, Streams, UsageError, complain } from '../command';
import { imageText } from './image';
import { LastSynthesis, NoSynthesis } from './last-synthesis';
import { explainLine, lineText } from './line';
import { ExplainedPath, explainPath, pathText } from './path';
import { isRuleId, ruleNamed, ruleText, rulesText } from './rule';

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
stage by stage.
RULE, the id of a finding such as rootfs/no-tmp or dockerfile/UndefinedVar, shows what the rule checks, why, how to fix
a finding, and examples that it reports and accepts.

The answers come from .imagewright/, which the last synthesis wrote. Nothing is executed.

Options:
  --image NAME   search only this image
  --json         print JSON
  --rules        list the ids of all rules

Exit code: 0 explained, 1 not found, 2 no synthesis to read, or wrong arguments.
`,
  async run(args, streams) {
    const { place, image, isJson, isList } = parsed(args);
    if (isList) {
      streams.stdout.write(rulesText());
      return ExitCode.CLEAN;
    }
    const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(place) ?? [];
    if (file !== undefined) {
      const synthesis = await LastSynthesis.above(dirname(file));
      const found = synthesis.imageOf(file);
      if (found !== undefined) return aboutLine(synthesis, found, Number(line), isJson, streams);
      if (!place.startsWith('/')) return missing(`${file} is not a Dockerfile of the last synthesis. Dockerfiles: ${synthesis.images.map(({ dockerfile }) => dockerfile).join(', ')}.`, streams);
    }
    if (place.startsWith('/')) return aboutPath(await LastSynthesis.above('.'), place, image, isJson, streams);
    if (isRuleId(place) && typeof ruleNamed(place) !== 'string') return aboutRule(place, isJson, streams);
    return aboutName(place, image, isJson, streams);
  },
};

const PLACES = 'DOCKERFILE:LINE, an absolute path in an image, or the id of a rule';

/** Explains a name without a line or a leading slash: a Dockerfile, a path that lacks its slash, or the id of an unknown rule. */
async function aboutName(name: string, image: string | undefined, isJson: boolean, streams: Streams): Promise<ExitCode> {
  const synthesis = await synthesisAbove(dirname(name));
  const dockerfile = synthesis?.imageOf(name);
  if (synthesis !== undefined && dockerfile !== undefined) return aboutImage(synthesis, dockerfile, isJson, streams);
  const path = `/${name.replace(/^(?:\.\/)+/, '')}`;
  if (synthesis?.images.some(each => explainPath(each, path).found.length > 0)) return aboutPath(synthesis, path, image, isJson, streams);
  if (isRuleId(name)) return aboutRule(name, isJson, streams);
  const there = synthesis === undefined ? '' : ` Dockerfiles: ${synthesis.images.map(each => each.dockerfile).join(', ')}.`;
  throw new UsageError(`explain takes ${PLACES}; "${name}" is none of them.${there} A path in an image begins with a slash: ${path}. See imagewright explain --help.`);
}

/** The last synthesis, if there is one: a rule can be explained without it. */
async function synthesisAbove(folder: string): Promise<LastSynthesis | undefined> {
  try {
    return await LastSynthesis.above(folder);
  } catch (error) {
    if (error instanceof NoSynthesis) return undefined;
    throw error;
  }
}

function aboutImage(synthesis: LastSynthesis, image: _ImageExplanation, isJson: boolean, streams: Streams): ExitCode {
  const { name, dockerfile, platforms, stages, construct, declared } = image;
  const changed = synthesis.changed([dockerfile, ...filesOf(declared)]);
  warn(synthesis, changed, streams);
  streams.stdout.write(isJson
    ? _jsonText({ version: 1, image: name, dockerfile, construct, declared, platforms, stages, changed })
    : _visible(imageText(image)));
  return ExitCode.CLEAN;
}

const OPTIONS = { image: { type: 'string' }, json: { type: 'boolean', default: false }, rules: { type: 'boolean', default: false } } as const;

function parsed(args: string[]): { place: string; image?: string; isJson: boolean; isList: boolean } {
  const { values: { image, json: isJson, rules: isList }, positionals } = parsedArguments('explain', args, OPTIONS);
  if (positionals.length !== (isList ? 0 : 1)) throw new UsageError(`explain takes one argument: ${PLACES}. See imagewright explain --help.`);
  return { place: positionals[0], image, isJson, isList };
}

function aboutRule(id: string, isJson: boolean, streams: Streams): ExitCode {
  const rule = ruleNamed(id);
  if (typeof rule === 'string') return missing(rule, streams);
  streams.stdout.write(isJson ? _jsonText({ version: 1, ...rule }) : _visible(ruleText(rule)));
  return ExitCode.CLEAN;
}

function aboutLine(synthesis: LastSynthesis, image: _ImageExplanation, line: number, isJson: boolean, streams: Streams): ExitCode {
  const lines = synthesis.lines(image.dockerfile);
  if (lines === undefined) throw new UsageError(`${image.dockerfile} is gone. Run: npx projen synth`);
  const found = explainLine(image, line, lines);
  const changed = synthesis.changed([image.dockerfile, ...filesOf(found?.part.declared)]);
  warn(synthesis, changed, streams);
  if (found === undefined) {
    return missing(nothingIn(image, line, lines), streams);
  }
  const { image: { name }, ...rest } = found;
  const text = isJson ? _jsonText({ version: 1, image: name, dockerfile: image.dockerfile, ...rest, changed }) : _visible(lineText(found, lines));
  streams.stdout.write(text);
  return ExitCode.CLEAN;
}

function aboutPath(synthesis: LastSynthesis, path: string, name: string | undefined, isJson: boolean, streams: Streams): ExitCode {
  const names = synthesis.images.map(image => image.name);
  if (name !== undefined && !names.includes(name)) {
    throw new UsageError(`There is no image "${name}".${_didYouMean(name, names)} Images: ${names.join(', ')}.`);
  }
  const images = synthesis.images.filter(image => name === undefined || image.name === name);
  const found = images.map(image => explainPath(image, path)).filter(each => each.found.length > 0);
  const declared = found.flatMap(each => each.found.flat().flatMap(file => file.declared));
  const changed = synthesis.changed([...found.map(each => each.image.dockerfile), ...filesOf(declared)]);
  warn(synthesis, changed, streams);
  if (found.length === 0) return missing(nothingAt(path, images), streams);
  streams.stdout.write(isJson
    ? _jsonText({ version: 1, path, images: found.map(programView), changed })
    : _visible(found.map(each => pathText(each, synthesis.lines(each.image.dockerfile))).join('\n')));
  return ExitCode.CLEAN;
}

function programView({ image: { name, dockerfile }, found }: ExplainedPath): object {
  return { image: name, dockerfile, found: found.flat() };
}

function nothingIn({ dockerfile, name, construct, declared }: _ImageExplanation, line: number, lines: readonly string[]): string {
  const text = lines[line - 1];
  if (text === undefined) return `${dockerfile} has ${lines.length} lines.`;
  if (text.trim() === '') return `Line ${line} of ${dockerfile} is empty.`;
  return `Line ${line} of ${dockerfile} describes the image as a whole: ${name}, declared at ${[construct, ...declared.slice(0, 1)].join(', ')}.`;
}

function nothingAt(path: string, images: readonly _ImageExplanation[]): string {
  const names = images.map(({ name }) => name).join(', ');
  const unknown = images.filter(({ isComplete }) => !isComplete).map(({ name }) => name);
  const known = images.flatMap(({ files }) => files.map(file => file.path));
  return unknown.length > 0
    ? `Nothing is known about ${path} in ${names}. Files of a base image, of commands without \`effects\`, and files that did not exist at the last synthesis are not known.`
    : `There is no ${path} in ${names}.${_didYouMean(path, known)}`;
}

function filesOf(declared: readonly string[] = []): string[] {
  return declared.map(place => place.slice(0, place.lastIndexOf(':')));
}

function warn(synthesis: LastSynthesis, changed: string[], { stderr }: Streams): void {
  if (synthesis.isInterrupted) stderr.write('imagewright: the last synthesis was interrupted, so some files may be older than others. Run: npx projen synth\n');
  if (changed.length === 0) return;
  complain(stderr, `${changed.join(' and ')} ${changed.length === 1 ? 'has' : 'have'} changed since the last synthesis, so lines may have moved. Run: npx projen synth`);
}

function missing(text: string, { stderr }: Streams): ExitCode {
  complain(stderr, text);
  return ExitCode.FINDINGS;
}
