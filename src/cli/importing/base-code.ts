import { Code, TypeScript } from './typescript';
import { Word, _Call, _ReadStage, _ReadStages, _fits, _made } from '../../dockerfile';
import { BaseImage } from '../../image';

/** Why the imported bases are as they are. */
const REASON = 'as in the imported Dockerfile';

/** What a stage starts from, as code. */
export interface BaseCode {
  readonly code: Code;
  /** Whether its programs are those of the machine that builds. */
  readonly isForBuilder: boolean;
}

/**
 * What a stage starts from.
 *
 * @param above what was found of the stages above
 * @param variables those that hold the stages
 * @param isResult whether the image comes from it
 */
export function baseCode(read: _ReadStages, index: number, above: readonly BaseCode[], variables: readonly string[], isResult: boolean, code: TypeScript): BaseCode {
  const stage = read.stages[index];
  if (stage.continues !== undefined) {
    return { code: new Code(`BaseImage.stage(${variables[stage.continues]})`), isForBuilder: above[stage.continues].isForBuilder };
  }
  const image = imageCode(read, index, code);
  const platform = platformOf(stage);
  const isForBuilder = platform === '$BUILDPLATFORM';
  const isScratch = image.endsWith('.scratch()');
  // What a stage on the machine that builds starts from, is for that machine anyway; but of the image itself that has to be said.
  const isSaid = platform !== undefined && platform !== '$TARGETPLATFORM' && (!isForBuilder || isScratch || isResult);
  return { code: new Code(isSaid ? `${image}${code.call('.onPlatform', [platform])}` : image), isForBuilder };
}

function imageCode(read: _ReadStages, index: number, code: TypeScript): string {
  const { image } = read.stages[index];
  const word = _made<Word>(image);
  const literal = word._text;
  if (literal === 'scratch') return 'BaseImage.scratch()';
  const reference = literal ?? templateOf(image);
  if (literal !== undefined) return isPinned(literal) ? code.call('BaseImage.registry', [literal]) : code.call('BaseImage.unpinned', [literal, REASON]);
  if (meansStage(read, index, word)) return code.call('BaseImage.stageTemplate', [reference]);
  return code.call('BaseImage.template', [reference, /@sha256:[0-9a-f]{64}$/.test(reference) ? undefined : REASON]);
}

/** Whether one of the stages above is meant: part of its name stands there, or it is what the argument says where nobody says anything. */
function meansStage({ stages, globals }: _ReadStages, index: number, word: Word): boolean {
  const names = stages.slice(0, index).flatMap(({ name }) => name ?? []);
  if (word._parts.some(part => typeof part === 'string')) return names.some(name => _fits(word, name));
  const declarations = globals.flatMap(({ call }) => call.args[0] as { name: string; defaultValue?: _Call }[]);
  return declarations.some(({ name, defaultValue }) => word.variables.includes(name) && names.includes(defaultValue?.args[0] as string));
}

/** The platform that stands there, as a template; undefined for none. */
function platformOf({ platform }: _ReadStage): string | undefined {
  return platform && (platform.maker === 'Word.literal' ? (platform.args[0] as string).replace(/[$\\]/g, '\\$&') : templateOf(platform));
}

function templateOf({ maker, args }: _Call): string {
  return maker === 'Word.variable' ? `$${args[0] as string}` : args[0] as string;
}

function isPinned(reference: string): boolean {
  try {
    BaseImage.registry(reference);
    return true;
  } catch {
    return false;
  }
}
