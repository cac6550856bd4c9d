import { Severity, _didYouMean, _nearest } from '../../../core';
import { at } from '../rule';
import type { LintRule } from '../rule';

/** More names are not compared: each of them costs time for each name that is not found. */
const CANDIDATES = 200;

export const undefinedVar: LintRule = {
  id: 'UndefinedVar',
  description: 'A variable is set by ENV or ARG before it is used. One that only the base image could set is reported when it looks like a slip.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'undefined-var',
  bad: ['FROM scratch\nCOPY $FOO /a\n', 'FROM busybox\nENV LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH\n', 'FROM golang\nARG VERSION\nENV V=1\nENV A=$VERSON\nLABEL v=$VERSION\n'],
  good: ['FROM scratch\nARG FOO\nCOPY $FOO /a\n', 'FROM busybox\nENV PATH=/a:$PATH\n', 'FROM golang\nENV A=$GOLANG_VERSION\n', 'FROM busybox\nRUN echo $FOO\n'],
  *check(file) {
    for (const step of file.steps) {
      for (const { role, undeclared, foreign } of step.expansions) {
        // BuildKit drops what it learns about the variables of EXPOSE.
        if (role === 'port' || (undeclared.length === 0 && foreign.length === 0)) continue;
        const candidates = file.variablesOf(step.stage, CANDIDATES);
        for (const name of [...undeclared, ...foreign.filter(each => isSlip(each, candidates))]) {
          yield at(step, `Usage of undefined variable '$${name}'.${_didYouMean(name, candidates)}`);
        }
      }
    }
  },
};

/** Short names are near to one another without a reason, and so are a name and a longer one that holds it: PATH and GOPATH. */
function isSlip(name: string, candidates: string[]): boolean {
  const near = _nearest(name, candidates);
  return near !== undefined && name.length >= 4 && !near.includes(name) && !name.includes(near);
}
