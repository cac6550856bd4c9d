import type { ImageLabels } from './image-labels';
import { methodCalls } from './method-call';
import { StageName, TypeScript } from './typescript';
import { Instruction, Label, _ReadStage, _Remarks } from '../../dockerfile';

/** What a stage is written with. */
interface Context {
  readonly code: TypeScript;
  /** The variable that holds the stage that a name of the file means; undefined for an image. */
  readonly stageOf: (name: string) => string | undefined;
  /** The variable that holds the stage. */
  readonly variable: string;
  /** Of the last stage. */
  readonly labels?: ImageLabels;
}

/** The lines that say what a stage does: methods of `BuildStage` where one says the same, and else `addNode`. */
export function stageCode({ statements }: _ReadStage, context: Context): string[] {
  const declared = new Set<string>();
  return statements.flatMap(({ above, node }) => [
    ...commentCode(above, context),
    ...methodCode(withoutLifted(node, context.labels), { ...context, declared }),
  ]);
}

/** A call for each comment. */
export function commentCode(remarks: _Remarks, { code, variable }: Pick<Context, 'code' | 'variable'>): string[] {
  return comments(remarks).map(lines => `${code.call(`${variable}.comment`, [lines])};`);
}

/** Comment lines that stand together; empty lines between them are left out. */
export function comments(above: _Remarks): string[][] {
  const groups: string[][] = [[]];
  for (const line of above) {
    if (line === undefined) groups.push([]);
    else groups[groups.length - 1].push(line);
  }
  return groups.filter(lines => lines.length > 0);
}

function withoutLifted(node: Instruction, labels?: ImageLabels): Instruction | undefined {
  if (!(node instanceof Label) || labels === undefined) return node;
  const left = node.pairs.filter(pair => !labels.isLifted(pair));
  return left.length === 0 ? undefined : new Label(left);
}

function methodCode(node: Instruction | undefined, { code, variable, stageOf, declared }: Context & { declared: Set<string> }): string[] {
  if (node === undefined) return [];
  // What is copied or mounted from a stage, is so by its variable.
  const sourceCode = (name: string) => {
    const stage = stageOf(name);
    return stage === undefined ? name : new StageName(stage);
  };
  return methodCalls(node, { declared, sourceCode }).map(({ method, args }) => `${code.call(`${variable}.${method}`, args)};`);
}
