import { Word, _ReadStage, _ReadStages, _canBecome } from '../../dockerfile';

/** Names that the code already uses, or that JavaScript reserves. */
const TAKEN = [
  'project', 'image', 'dockerfile',
  'arguments', 'await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum', 'eval', 'export',
  'extends', 'false', 'finally', 'for', 'function', 'if', 'implements', 'import', 'in', 'instanceof', 'interface', 'let', 'new', 'null', 'package', 'private',
  'protected', 'public', 'return', 'static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield',
];

/** The names of a stage in the code. */
export interface StageIdentity {
  /** The id of the construct, which is the name in the Dockerfile. */
  readonly id: string;
  /** The variable that holds it: its name in camel case. */
  readonly variable: string;
}

/** Names each stage in the code. A stage without a name gets one that the file does not use otherwise. */
export function nameStages(read: _ReadStages): StageIdentity[] {
  const { stages } = read;
  const names = new Set([...stages.flatMap(({ name }) => name ?? []), ...stages.flatMap(listNames)]);
  const bases = stages.map(({ image }) => image);
  const isFree = (id: string) => !names.has(id.toLowerCase()) && !bases.some(word => !isOnlyVariable(word) && _canBecome(word, id));
  const variables = new Set(TAKEN);
  return stages.map(({ name }, i) => {
    const id = name ?? findFreeName(i === stages.length - 1 ? 'Runtime' : `stage-${i}`, isFree);
    names.add(id.toLowerCase());
    const wanted = id.toLowerCase().replace(/[^a-z0-9]+([a-z0-9]?)/g, (_, next: string) => next.toUpperCase());
    const variable = variables.has(wanted) ? findFreeName(`${wanted}Stage`, each => !variables.has(each)) : wanted;
    variables.add(variable);
    return { id, variable };
  });
}

/** Lists the earlier stages that a stage needs: its base or possible bases, and the sources of its copies and mounts. */
export function listNeededStages({ stages }: _ReadStages, index: number): number[] {
  const { image, continues } = stages[index];
  const above = image.isLiteral ? [] : stages.slice(0, index);
  const candidates = above.flatMap(({ name }, i) => (name !== undefined && _canBecome(image, name) ? [i] : []));
  const sources = listSources(stages[index]).flatMap(name => findStage(stages, index, name) ?? []);
  return [...(continues === undefined ? [] : [continues]), ...candidates, ...sources];
}

/** Finds the stage before another one that a name or a number refers to. */
export function findStage(stages: readonly _ReadStage[], before: number, name: string): number | undefined {
  const index = /^\d+$/.test(name) ? Number(name) : stages.findIndex(each => each.name === name.toLowerCase());
  return index >= 0 && index < before ? index : undefined;
}

/** The names that a stage refers to: its base, and the sources of its copies and mounts. */
function listNames(stage: _ReadStage): string[] {
  const { image } = stage;
  return [...(image._text === undefined ? [] : [image._text.toLowerCase()]), ...listSources(stage)];
}

/** The names after `--from` and `from=`. */
function listSources({ statements }: _ReadStage): string[] {
  return statements.flatMap(({ node }) => node._listSources());
}

/** Such a word may refer to any stage. */
function isOnlyVariable(word: Word): boolean {
  return word._parts.every(part => typeof part !== 'string');
}

function findFreeName(wanted: string, isFree: (name: string) => boolean): string {
  let name = wanted;
  for (let n = 2; !isFree(name); n++) name = `${wanted}${n}`;
  return name;
}
