import type { ImageLabels } from './image-labels';
import { MethodContext, methodCalls } from './method-call';
import { StageName, TypeScript } from './typescript';
import { _Call, _ReadStage, _Remarks, _withSources } from '../../dockerfile';

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
  return statements.flatMap(({ above, call }) => [
    ...commentCode(above, context),
    ...instructionCode(withoutLifted(call, context.labels), { ...context, declared }),
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

function withoutLifted(call: _Call, labels?: ImageLabels): _Call | undefined {
  if (call.maker !== 'new Label' || labels === undefined) return call;
  const left = (call.args[0] as _Call[]).filter(pair => !labels.isLifted(pair));
  return left.length === 0 ? undefined : new _Call(call.maker, [left]);
}

function instructionCode(call: _Call | undefined, context: Context & MethodContext): string[] {
  if (call === undefined) return [];
  const { code, variable } = context;
  const named = withStages(call, context);
  const calls = methodCalls(named, context) ?? [{ method: 'addNode', args: [named] }];
  return calls.map(({ method, args }) => `${code.call(`${variable}.${method}`, args)};`);
}

/** What is copied or mounted from a stage, is so by its variable. */
function withStages(call: _Call, { stageOf }: Context): _Call {
  return _withSources(call, name => {
    const stage = stageOf(name);
    return stage === undefined ? name : new StageName(stage);
  });
}
