import type { Output } from './output';
import type { OutputFile } from './output-file';
import type { RepositoryPlan } from './repository-plan';
import { Problem, _Misshapen, _Refusal, _Shape, _describeFailure, _flag, _isObject, _listOf, _object, _problem, _text, _removeEmpty } from '../core';

/** A method of an output, possibly a user's code, and the form of its result. */
interface Question<T> {
  readonly method: string;
  readonly ask: (output: Output, plan: RepositoryPlan) => T[];
  readonly item: _Shape<object>;
  /** The id and the fix of the problem when it returns something else. */
  readonly wrong: Pick<Problem, 'id' | 'fix'>;
}

/**
 * A file in the answer of a user's code.
 *
 * @internal
 */
export const _outputFile: _Shape<OutputFile> = _object({ path: _text, text: _text }, { executable: _flag, howToMove: _text });

const FILES: Question<OutputFile> = {
  method: 'renderFiles',
  ask: (output, plan) => output.renderFiles(plan),
  item: _outputFile,
  wrong: { id: 'output/wrong-file', fix: 'Return a list of files: [{ path: "deploy/app.yml", text: "…" }].' },
};

const PROBLEMS: Question<Problem> = {
  method: 'findProblems',
  ask: (output, plan) => output.findProblems(plan),
  item: _problem,
  wrong: { id: 'output/wrong-problem', fix: 'Return a list of problems: [{ id: "acme/port", what: "…", why: "…", fix: "…" }].' },
};

/**
 * Asks an output for its files. A failure or a wrong result becomes a problem.
 *
 * @param problems receives those problems
 * @internal
 */
export function _askForFiles(output: Output, plan: RepositoryPlan, problems: Problem[]): OutputFile[] {
  const { list, wrong } = callMethod(FILES, output, plan);
  problems.push(...wrong.map(problem => locate(problem, output)));
  return list;
}

/**
 * Asks an output for its problems. A failure or a wrong result is one of them.
 *
 * @internal
 */
export function _askForProblems(output: Output, plan: RepositoryPlan): Problem[] {
  const { list, wrong } = callMethod(PROBLEMS, output, plan);
  return [...list, ...wrong].map(problem => locate(problem, output));
}

function locate(problem: Problem, output: Output): Problem {
  const { by = output._by, where = problem.by?.construct ?? output.node.path } = problem;
  return { ...problem, by, where };
}

/** The result, and the problem of the result, if any. */
interface Answer<T> {
  readonly list: T[];
  readonly wrong: readonly Problem[];
}

function callMethod<T extends object>({ method, ask, item, wrong }: Question<T>, output: Output, plan: RepositoryPlan): Answer<T> {
  const name = `${method}() of ${output.node.path}`;
  // TypeScript asks for the method, JavaScript does not.
  if (typeof Reflect.get(output, method) !== 'function') return { list: [], wrong: [describeMissingMethod(output, method, wrong.fix)] };
  try {
    const answer: unknown = ask(output, plan);
    const list = Array.isArray(answer) ? answer.map(each => (_isObject(each) ? _removeEmpty(each) : each)) : answer;
    _listOf(item)(list, 'The answer');
    return { list: list as T[], wrong: [] };
  } catch (error) {
    if (error instanceof _Refusal) return { list: [], wrong: error.problems };
    if (error instanceof _Misshapen) return { list: [], wrong: [{ ...wrong, what: `${name}: ${error.message}`, why: 'The result cannot be used.' }] };
    return {
      list: [],
      wrong: [{
        id: 'output/failed',
        what: `${name} failed: ${_describeFailure(error)}`,
        why: 'The files or problems of this construct are unknown.',
        fix: 'Fix the method, or remove the construct.',
      }],
    };
  }
}

function describeMissingMethod(output: Output, method: string, fix: string): Problem {
  return {
    id: 'output/failed',
    what: `${output.constructor.name} ${output.node.path} has no ${method}().`,
    why: 'The synthesis calls it with the plan of the images.',
    fix: `Add the method ${method}(plan) to the class. ${fix}`,
  };
}
