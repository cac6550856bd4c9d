import type { ImageLabels } from './image-labels';
import { findMethodCalls } from './method-call';
import { StageName, TypeScript } from './typescript';
import { Instruction, Label, _ReadStage, _Remarks } from '../../dockerfile';

/** What the code of a stage depends on. */
interface Context {
  readonly code: TypeScript;
  /** The variable of the stage that a name in the file refers to; undefined for an image. */
  readonly stageOf: (name: string) => string | undefined;
  /** The variable that holds the stage. */
  readonly variable: string;
  /** Only for the last stage. */
  readonly labels?: ImageLabels;
}

/** Writes the statements of a stage as calls of `BuildStage` methods, or of `addNode` if no method fits. */
export function writeStage({ statements }: _ReadStage, context: Context): string[] {
  const declared = new Set<string>();
  return statements.flatMap(({ above, node }) => [
    ...writeComments(above, context),
    ...writeMethodCalls(removeLiftedLabels(node, context.labels), { ...context, declared }),
  ]);
}

/** Writes a call for each comment. */
export function writeComments(remarks: _Remarks, { code, variable }: Pick<Context, 'code' | 'variable'>): string[] {
  return groupComments(remarks).map(lines => `${code.writeCall(`${variable}.comment`, [lines])};`);
}

/** Groups adjacent comment lines; empty lines separate groups. */
export function groupComments(above: _Remarks): string[][] {
  const groups: string[][] = [[]];
  for (const line of above) {
    if (line === undefined) groups.push([]);
    else groups[groups.length - 1].push(line);
  }
  return groups.filter(lines => lines.length > 0);
}

function removeLiftedLabels(node: Instruction, labels?: ImageLabels): Instruction | undefined {
  if (!(node instanceof Label) || labels === undefined) return node;
  const left = node.pairs.filter(pair => !labels.isLifted(pair));
  return left.length === 0 ? undefined : new Label(left);
}

function writeMethodCalls(node: Instruction | undefined, { code, variable, stageOf, declared }: Context & { declared: Set<string> }): string[] {
  if (node === undefined) return [];
  // Copies and mounts refer to a stage by its variable.
  const sourceCode = (name: string) => {
    const stage = stageOf(name);
    return stage === undefined ? name : new StageName(stage);
  };
  return findMethodCalls(node, { declared, sourceCode }).map(({ method, args }) => `${code.writeCall(`${variable}.${method}`, args)};`);
}
