import type { ImageLabels } from './image-labels';
import { Code, TypeScript, quoted } from './typescript';
import { _Call, _ReadStage, _Remarks, _withSources } from '../../dockerfile';

/** What a stage is written with. */
interface Context {
  readonly code: TypeScript;
  /** The variable that holds the stage. */
  readonly variable: string;
  /** The variable that holds the stage that a name of the file means; undefined for an image. */
  readonly stageOf: (name: string) => string | undefined;
  /** Of the last stage. */
  readonly labels?: ImageLabels;
}

/** The lines that say what a stage does: methods of `BuildStage` where one says the same, and else `append`. */
export function stageCode({ statements }: _ReadStage, context: Context): string[] {
  const declared = new Set<string>();
  return statements.flatMap(({ above, call }) => [
    ...comments(above).map(lines => `${context.variable}.comment(${context.code.write(lines)});`),
    ...instruction(withoutLifted(call, context.labels), context, declared),
  ]);
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

function instruction(call: _Call | undefined, context: Context, declared: Set<string>): string[] {
  if (call === undefined) return [];
  const { code, variable } = context;
  const method = methodOf(call, context, declared);
  if (method !== undefined) return [`${variable}.${method}`];
  return [`${variable}.append(${code.write(withStages(call, context))});`];
}

/** A method of `BuildStage` that says exactly this. */
function methodOf(call: _Call, context: Context, declared: Set<string>): string | undefined {
  const [first, props] = call.args;
  switch (call.maker) {
    case 'new Arg': return argMethod(first as Declaration[], context, declared);
    case 'new Env': return envMethod(first as _Call[], context);
    case 'new Workdir': {
      const path = props === undefined ? literal(first as _Call) : undefined;
      return path === undefined ? undefined : `workdir(${quoted(path)});`;
    }
    case 'new Copy': return copyMethod(first as Copying, context);
    default: return undefined;
  }
}

interface Declaration {
  readonly name: string;
  readonly defaultValue?: _Call;
}

/** `arg` declares a name once. */
function argMethod([declaration, ...others]: Declaration[], { code }: Context, declared: Set<string>): string | undefined {
  const { name, defaultValue } = declaration;
  const text = defaultValue === undefined ? undefined : literal(defaultValue);
  if (others.length > 0 || declared.has(name) || (defaultValue !== undefined && text === undefined)) return undefined;
  declared.add(name);
  return `arg(${[name, ...(text === undefined ? [] : [text])].map(each => code.write(each)).join(', ')});`;
}

/** An object of JavaScript has each key once, and puts numbers first. */
function envMethod(pairs: _Call[], { code }: Context): string | undefined {
  const keys = pairs.map(({ args: [key] }) => key as string);
  if (pairs.some(({ maker }) => maker !== 'KeyValue.of') || new Set(keys).size < keys.length || keys.some(key => /^\d+$|^__proto__$/.test(key))) return undefined;
  return `env(${code.write(Object.fromEntries(pairs.map(({ args }) => args as [string, string])))});`;
}

interface Copying {
  readonly sources: _Call[];
  readonly destination: _Call;
  readonly copyFrom?: string;
  readonly chown?: _Call;
}

function copyMethod({ sources, destination, copyFrom, chown, ...others }: Copying, { code, stageOf }: Context): string | undefined {
  const paths = sources.map(({ maker, args }) => (maker === 'CopySource.path' ? literal(args[0] as _Call) : undefined));
  const [target, owner] = [literal(destination), chown === undefined ? undefined : literal(chown)];
  const isPlain = paths.every(path => path !== undefined && (copyFrom !== undefined || isLocal(path)));
  const hasOthers = Object.values(others).some(value => value !== undefined);
  if (!isPlain || target === undefined || (chown !== undefined && owner === undefined) || hasOthers) return undefined;
  const options = owner === undefined ? undefined : { owner };
  if (copyFrom === undefined) return `copyLocal(${code.write(paths)}, ${quoted(target)}, ${code.write(options ?? {})});`;
  const stage = stageOf(copyFrom);
  if (stage === undefined || paths.length !== 1) return undefined;
  return `copyFrom(${[new Code(stage), paths[0], target, ...(options === undefined ? [] : [options])].map(each => code.write(each)).join(', ')});`;
}

/** Whether it is the path of something below the root of the project. */
function isLocal(path: string): boolean {
  return !/^(https?|git|ssh):|^git@|^\/|(^|\/)\.\.(\/|$)/.test(path);
}

/** What is copied or mounted from a stage, is so by its variable. */
function withStages(call: _Call, { stageOf }: Context): _Call {
  return _withSources(call, name => {
    const stage = stageOf(name);
    return stage === undefined ? name : new Code(`${stage}.name`);
  });
}

function literal({ maker, args }: _Call): string | undefined {
  return maker === 'Word.literal' ? args[0] as string : undefined;
}

