import { Code, TypeScript } from './typescript';
import { _ReadStage } from '../../dockerfile';
import { BaseImage } from '../../image';

/** Why the imported bases are as they are. */
const REASON = 'as in the imported Dockerfile';

/** What a stage starts from, as code. */
export interface BaseCode {
  readonly code: Code;
  /** Whether its programs are those of the machine that builds. */
  readonly isForBuilder: boolean;
}

/** What stands around a stage. */
interface Context {
  /** What the stages above start from. */
  readonly above: readonly BaseCode[];
  /** The variables that hold the stages. */
  readonly variables: readonly string[];
  /** Whether the image comes from the stage. */
  readonly isResult: boolean;
  readonly code: TypeScript;
}

/** What a stage starts from. */
export function baseCode(stage: _ReadStage, { above, variables, isResult, code }: Context): BaseCode {
  if (stage.continues !== undefined) {
    return { code: new Code(`BaseImage.stage(${variables[stage.continues]})`), isForBuilder: above[stage.continues].isForBuilder };
  }
  const image = imageCode(stage, code);
  const platform = stage.platform?._template;
  const isForBuilder = platform === '$BUILDPLATFORM';
  const isScratch = image.endsWith('.scratch()');
  // What a stage on the machine that builds starts from, is for that machine anyway; but of the image itself that has to be said.
  const isSaid = platform !== undefined && platform !== '$TARGETPLATFORM' && (!isForBuilder || isScratch || isResult);
  return { code: new Code(isSaid ? `${image}${code.call('.onPlatform', [platform])}` : image), isForBuilder };
}

function imageCode({ image, candidates }: _ReadStage, code: TypeScript): string {
  const literal = image._text;
  if (literal === 'scratch') return 'BaseImage.scratch()';
  const reference = image._template;
  if (literal !== undefined && isPinned(literal)) return code.call('BaseImage.registry', [literal]);
  if (literal !== undefined) return code.call('BaseImage.unpinned', [literal, REASON]);
  if (candidates.length > 0) return code.call('BaseImage.stageTemplate', [reference]);
  return code.call('BaseImage.template', [reference, /@sha256:[0-9a-f]{64}$/.test(reference) ? undefined : REASON]);
}

function isPinned(reference: string): boolean {
  try {
    BaseImage.registry(reference);
    return true;
  } catch {
    return false;
  }
}
