import { Code, TypeScript } from './typescript';
import { _ReadStage } from '../../dockerfile';
import { BaseImage } from '../../image';

/** The reason given for bases that are not pinned. */
const REASON = 'as in the imported Dockerfile';

/** The base of a stage, as code. */
export interface BaseCode {
  readonly code: Code;
  /** Whether it is the base for the build platform. */
  readonly isForBuilder: boolean;
}

/** What the base of a stage depends on. */
interface Context {
  /** The bases of the stages above. */
  readonly above: readonly BaseCode[];
  /** The variables that hold the stages. */
  readonly variables: readonly string[];
  /** Whether the image continues the stage, or is it. */
  readonly isResult: boolean;
  readonly code: TypeScript;
}

/** Writes the base of a stage as code. */
export function writeBase(stage: _ReadStage, { above, variables, isResult, code }: Context): BaseCode {
  if (stage.continues !== undefined) {
    return { code: new Code(`BaseImage.stage(${variables[stage.continues]})`), isForBuilder: above[stage.continues].isForBuilder };
  }
  const image = writeImage(stage, code);
  const platform = stage.platform?._template;
  const isForBuilder = platform === '$BUILDPLATFORM';
  const isScratch = image.endsWith('.scratch()');
  // A stage that runs on the build platform has a base for it by default, but not the stages of the image itself.
  const isWritten = platform !== undefined && platform !== '$TARGETPLATFORM' && (!isForBuilder || isScratch || isResult);
  return { code: new Code(isWritten ? `${image}${code.writeCall('.onPlatform', [platform])}` : image), isForBuilder };
}

function writeImage({ image, candidates }: _ReadStage, code: TypeScript): string {
  const literal = image._text;
  if (literal === 'scratch') return 'BaseImage.scratch()';
  const reference = image._template;
  if (literal !== undefined && isPinned(literal)) return code.writeCall('BaseImage.registry', [literal]);
  if (literal !== undefined) return code.writeCall('BaseImage.unpinned', [literal, REASON]);
  if (candidates.length > 0) return code.writeCall('BaseImage.stageTemplate', [reference]);
  return code.writeCall('BaseImage.template', [reference, /@sha256:[0-9a-f]{64}$/.test(reference) ? undefined : REASON]);
}

function isPinned(reference: string): boolean {
  try {
    BaseImage.registry(reference);
    return true;
  } catch {
    return false;
  }
}
