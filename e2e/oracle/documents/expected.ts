import { SaidDocument, SaidStage } from './said-document';
import { Stage } from './stage';
import { Meaning, Statement } from './statement';
import { Stop, Variables, valueOf } from './words';
import { Comment, Directives } from '../../../src/dockerfile';
import { ImageConfig } from '../answer';

/** What BuildKit has to answer to a document. */
export interface Expected {
  readonly directives: Directives;
  /** It must not build it, and say this. */
  readonly error?: string;
  readonly stages: readonly ExpectedStage[];
  readonly config: ImageConfig;
  /** How many instructions wait for builds that use the image. */
  readonly triggers: number;
}

/** What it has to read of a stage. */
export interface ExpectedStage {
  readonly name: string;
  readonly base: string;
  readonly platform: string;
  readonly meanings: readonly Meaning[];
}

/** A statement that was not refused. */
export interface Line {
  readonly statement: Statement;
  readonly isOnBuild: boolean;
  readonly comment?: Comment;
}

/** Those of the variables that BuildKit itself sets that the documents use, as the oracle sets them. */
const AUTOMATIC = { BUILDPLATFORM: 'linux/amd64', TARGETARCH: 'amd64' };

/** What is said by a document, of which these lines were not refused, stage by stage. */
export function expectedOf({ args, directives, stages }: SaidDocument, lines: readonly (readonly Line[])[]): Expected {
  const read: ExpectedStage[] = [];
  let stage: Stage | undefined;
  try {
    const heads = stages.map((each, i) => headOf(each, i, { ...AUTOMATIC, ...args }));
    for (const [i, head] of heads.entries()) {
      stage = stage?.next() ?? Stage.begin(head.base === 'scratch');
      for (const [name, value] of Object.entries(args)) stage.argument(name, value);
      const here = stage;
      read.push({ ...head, meanings: lines[i].map(line => meaningOf(line, here, args)) });
    }
  } catch (error) {
    if (error instanceof Stop) return { directives, error: error.message, stages: read, config: {}, triggers: 0 };
    throw error;
  }
  return { directives, stages: read, config: stage!.config, triggers: lines.flat().filter(({ isOnBuild }) => isOnBuild).length };
}

function headOf({ image, platform }: SaidStage, index: number, globals: Variables) {
  return {
    name: `s${index}`,
    base: index === 0 ? valueOf(image, globals) : `s${index - 1}`,
    platform: platform === undefined ? '' : valueOf(platform, globals),
  };
}

function meaningOf({ statement, isOnBuild, comment }: Line, stage: Stage, args: Variables): Meaning {
  const comments = attached(comment);
  if (isOnBuild) return { instruction: { keyword: 'ONBUILD', comments, trigger: triggerOf(statement, stage, args) } };
  const { instruction, step } = statement.means(stage, args);
  return { instruction: { ...instruction, comments }, step };
}

/** What an instruction means later; that it would stop a build does not stop this one. */
function triggerOf(statement: Statement, stage: Stage, args: Variables): Meaning['instruction'] {
  try {
    return { ...statement.means(stage.copy(), args).instruction };
  } catch (error) {
    if (error instanceof Stop) return {};
    throw error;
  }
}

/** Blanks around a text. To Unicode, and so to Go, a byte order mark is none. */
const BLANK_ENDS = /^(?:(?!\ufeff)[\s\u0085])+|(?:(?!\ufeff)[\s\u0085])+$/g;

/** The lines that belong to an instruction: those behind the last empty one, without the blanks around them. */
function attached(comment: Comment | undefined): string[] {
  const lines = (comment?.lines ?? []).map(line => line.replace(BLANK_ENDS, ''));
  return lines.slice(lines.lastIndexOf('') + 1);
}
