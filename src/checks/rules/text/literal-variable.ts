import { Severity } from '../../../core';
import { Add, Copy, Env, Instruction, User, Volume, Word, Workdir } from '../../../dockerfile';
import type { StageModel, StageStep } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';

/** Variables that contain paths: a dollar sign in one of them is rarely intended. */
const OF_PATHS = /(^|_)(PATH|DIR|HOME|ROOT|PREFIX)$|PATH$/;
const REFERENCE = /\$\{?([A-Za-z_]\w*)\}?/;

export const textLiteralVariable: _Rule = {
  id: 'text/literal-variable',
  title: 'Text that looks like a variable is one',
  severity: Severity.WARNING,
  why: 'The text is taken literally: neither the build nor the container replaces it with a value.',
  fix: 'If you mean the variable, use stage.env({ … }), KeyValue.template() or Word.template(), which insert its value. If you mean the dollar sign, '
    + 'acknowledge the finding.',
  check: ({ stages }) => stages.flatMap(stage => stage.steps.flatMap(step => listReferences(stage, step))),
};

function listReferences({ name: stage }: StageModel, { node, by, config }: StageStep): RuleFinding[] {
  if (node instanceof Env) {
    return node.pairs.flatMap(({ key, value }) => {
      const [reference, name] = findReference(value);
      const variable = key._text ?? '';
      // A name that is set is intended as a variable; others may be for the program that reads them.
      const isMeant = name !== undefined && (name === variable || OF_PATHS.test(variable) || config._declares(name));
      const why = variable === 'PATH' ? { why: 'The text is taken literally, and no command is found in such a directory.' } : {};
      return isMeant ? [{ by, what: `In the stage "${stage}", ENV ${variable} contains the text "${reference}".`, ...why }] : [];
    });
  }
  return node instanceof Instruction ? listPaths(node).flatMap(word => {
    const [reference] = findReference(word);
    return reference === undefined ? [] : [{ by, what: `In the stage "${stage}", ${node.keyword} names "${word._text ?? reference}", which contains the text "${reference}".` }];
  }) : [];
}

/** The first text that looks like a variable, and its name. */
function findReference(word: Word): [reference?: string, name?: string] {
  const text = word._parts.find((part): part is string => typeof part === 'string' && REFERENCE.test(part)) ?? '';
  return REFERENCE.exec(text)?.slice(0, 2) as [string, string] | undefined ?? [];
}

/** The words of an instruction that could contain a build variable. */
function listPaths(node: Instruction): Word[] {
  if (node instanceof Workdir) return [node.path];
  if (node instanceof User) return [node.user];
  if (node instanceof Volume) return node.paths;
  return node instanceof Copy || node instanceof Add ? [node.destination] : [];
}
