import { Severity, _suggestNearest, _findNearest } from '../../../../core';
import { findSlip } from '../../language/slip';
import { _isAutomatic } from '../../model/globals';
import type { LintedFile } from '../../model/linted-file';
import type { Expansion, Step } from '../../model/step';
import { reportStep, reportUnknownImage } from '../../rule';
import type { LintRule } from '../../rule';

/** The maximum number of names to compare, to save time. */
const CANDIDATES = 200;

export const undefinedVar: LintRule = {
  id: 'UndefinedVar',
  description: 'A variable is set by ENV or ARG before it is used. One that only the base image could set is reported if it looks like a typo.',
  why: 'An undefined variable is empty: a path or a value lacks a part, and the build continues.',
  fix: 'Declare it with ARG or ENV before its use in the same stage, or correct its name. Escape a literal dollar sign with a backslash.',
  since: '1.8',
  severity: Severity.WARNING,
  page: 'undefined-var',
  bad: [
    'FROM scratch\nCOPY $FOO /a\n', 'FROM busybox\nENV LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH\n', 'FROM golang\nARG VERSION\nENV V=1\nENV A=$VERSON\nLABEL v=$VERSION\n',
    'FROM python\nCOPY app-$TARGETARCH /app\n', 'FROM python\nARG TARGETARC\nCOPY app-$TARGETARCH /app\n', 'FROM fedora\nENV A=$VERSION\n',
  ],
  good: [
    'FROM scratch\nARG FOO\nCOPY $FOO /a\n', 'FROM busybox\nENV PATH=/a:$PATH\n', 'FROM golang\nENV A=$GOLANG_VERSION\n', 'FROM busybox\nRUN echo $FOO\n',
    'FROM python\nARG TARGETARCH\nCOPY app-$TARGETARCH /app\n', 'FROM mcr.example/oryx\nENV RVM_PATH=/r\nENV PATH=$ORYX_PATHS:$PATH\n',
    'FROM rust\nENV PKG_CONFIG_PATH=/a:$PKG_CONFIG_PATH\n', 'FROM fedora\nENV A=$DISTTAG\n',
    'FROM rust AS base-slim\nENV ABC_HOME=/a\nFROM base-$TARGETARCH\nENV ABD_HOME=/b\nENV A=$ABC_HOME\n',
  ],
  *check(file) {
    for (const [step, { undeclared, foreign }] of listUses(file)) {
      if (undeclared.length + foreign.length === 0) continue;
      const names = file.listVariables(step.stage, CANDIDATES);
      for (const name of [...undeclared, ...foreign.filter(each => isSlip(file, step, each, names))]) {
        yield reportStep(step, `Usage of undefined variable '$${name}'.${describeHint(name, names)}`);
      }
    }
  },
  *undecided(file) {
    for (const [step, { used, foreign }] of listUses(file)) {
      const open = foreign.length === 0 ? foreign : foreign.filter(each => !isSlip(file, step, each, file.listVariables(step.stage, CANDIDATES)));
      if (open.length > 0) {
        yield reportUnknownImage(file, step, `It is not known whether ${file.describeImage(step.stage)} sets ${open.map(name => `$${name}`).join(' and ')}.`);
      }
      for (const name of used) {
        const others = file.findOtherStagesWithout(step.stage, name);
        const from = `FROM ${step.stage.base.source}`;
        const message = `$${name} is not set if ${from} is ${others.map(each => each.name).join(' or ')}.`;
        if (others.length > 0) yield { ...reportStep(step, message), unknown: `the variables of ${from} have other values in another build` };
      }
    }
  },
};

/** The expansions of an instruction. BuildKit drops the results of those of EXPOSE. */
function* listUses({ steps }: LintedFile): Iterable<[Step, Expansion]> {
  for (const step of steps) {
    for (const expansion of step.expansions) if (expansion.role !== 'port') yield [step, expansion];
  }
}

/** For variables that the base image may set. With other values of variables, this stage continues another one, which may set it too. */
function isSlip(file: LintedFile, { stage }: Step, name: string, names: readonly string[]): boolean {
  return findSlip(name, names) !== undefined && !stage.base.candidates.some(each => file.listVariables(each, CANDIDATES).includes(name));
}

function describeHint(name: string, names: readonly string[]): string {
  const others = names.filter(each => each !== name);
  if (!_isAutomatic(name)) return _suggestNearest(name, others);
  const near = _findNearest(name, others.filter(each => !_isAutomatic(each)), 2);
  return ` The builder sets it for a stage that declares it: write ARG ${name}${near === undefined ? '' : `, not ${near}`}.`;
}
