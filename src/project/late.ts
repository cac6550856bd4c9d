import { isMainThread } from 'node:worker_threads';
import type { IConstruct } from 'constructs';
import { Project } from 'projen';
import { Origin, Problem, _LocatedProblem, _chooseStyle, _countProblems, _formatReport } from '../core';
import { Places } from './places';

/** The property of an outermost project that has been synthesized: what was declared since then. Two copies of this library see the same. */
const LATE = Symbol.for('imagewright.late');
/** projen's mark of a project whose files are taken as a snapshot, in a test, and removed. */
const SNAPSHOT = Symbol.for('synthed');

/** A declaration that no synthesis has seen. */
interface Late {
  /** Where it is declared. */
  readonly scope: IConstruct;
  /** The id of the construct; undefined for a part that is none, such as a step of a stage. */
  readonly id?: string;
  readonly problem: Problem;
}

/** The outermost projects below which something is late. */
const roots = new Set<Project>();

/** Remembers that the synthesis of a project begins, which takes what has been declared in it so far. */
export function rememberSynthesis(project: Project): void {
  setLate(project.root, getLate(project.root)?.filter(({ scope }) => !scope.node.scopes.includes(project)) ?? []);
}

/** Remembers the first construct of a project that has files to write, if projen has synthesized the project before. Nothing was known of that. */
export function rememberFirst({ constructor: { name }, node: { scope, id } }: IConstruct, root: Project): void {
  if (scope === undefined || root.files.every(({ changed }) => changed === undefined)) return;
  rememberSynthesis(root);
  rememberDeclaration(scope, `${name} "${id}"`, id);
}

/**
 * Remembers a declaration that follows the synthesis of its project. If no other synthesis takes it, it is reported when the program ends.
 *
 * @param what the declaration: the subject of the sentence "… is declared after …"
 * @param id of the construct that is declared
 */
export function rememberDeclaration(scope: IConstruct, what: string, id?: string): void {
  const { root } = scope.node;
  const late = getLate(root);
  // An exit code of a worker would not reach the program.
  if (late === undefined || !isMainThread) return;
  late.push({ scope, id, problem: describe(what, [scope.node.path, id].filter(Boolean).join('/')) });
  roots.add(root as Project);
  if (!process.listeners('exit').includes(reportLate)) process.on('exit', reportLate);
}

function describe(what: string, where: string): Problem {
  return {
    id: 'construct/late',
    what: `${what} is declared after project.synth().`,
    why: 'The files of the project are already written, and none of them contains it.',
    fix: 'Declare it in .projenrc.ts before project.synth(), which is the last statement there.',
    where,
    by: Origin._now(where),
  };
}

function reportLate(): void {
  const problems = [...roots].flatMap(takeLate);
  if (problems.length === 0) return;
  const style = _chooseStyle(process.stderr, process.env);
  console.error(`imagewright: ${_countProblems(problems)}.\n\n${_formatReport(problems, style)}\n`);
  // Another exit code says that something is wrong, too.
  if (Number(process.exitCode ?? 0) === 0) process.exitCode = 1;
}

/** What is late below a project: only the outermost constructs, and not what has been refused. */
function takeLate(root: Project): _LocatedProblem[] {
  const late = getLate(root)!;
  // Another copy of this library does not report it again.
  setLate(root, []);
  if (SNAPSHOT in root) return [];
  const places = new Places(root, new Map());
  const made = new Set(late.flatMap(({ scope, id }) => (id === undefined ? [] : scope.node.tryFindChild(id) ?? [])));
  return late
    .filter(({ scope, id }) => (id === undefined || scope.node.tryFindChild(id) !== undefined) && !scope.node.scopes.some(each => made.has(each)))
    .map(({ problem }) => places.locateProblem(problem));
}

function getLate(root: IConstruct): Late[] | undefined {
  return Reflect.get(root, LATE) as Late[] | undefined;
}

function setLate(root: IConstruct, value: readonly Late[]): void {
  Object.defineProperty(root, LATE, { value, configurable: true });
}
