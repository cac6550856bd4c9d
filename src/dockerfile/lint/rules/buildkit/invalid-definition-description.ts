import { invalidDefinitionDescriptionFix } from './invalid-definition-description.fix';
import { Severity } from '../../../../core';
import type { _SyntaxInstruction } from '../../../syntax/syntax-tree';
import { reportInstruction } from '../../rule';
import type { RuleFinding, LintRule } from '../../rule';

export const invalidDefinitionDescription: LintRule = {
  id: 'InvalidDefinitionDescription',
  description: 'A comment directly above an ARG or a named FROM starts with its name: docker build --call=outline shows it.',
  why: 'docker build --call=outline shows no description, or the comment as part of another one.',
  fix: 'Start the comment with the name, or leave an empty line after it.',
  since: '1.11',
  severity: Severity.WARNING,
  page: 'invalid-definition-description',
  experimental: true,
  bad: ['# check=experimental=all\n\n# which version\nARG VERSION=1\nFROM scratch\n', '# check=experimental=InvalidDefinitionDescription\n# builds\nFROM scratch AS build\n'],
  good: ['# check=experimental=all\n# VERSION which version\nARG VERSION=1\nFROM scratch\n', '# which version\nARG VERSION=1\nFROM scratch\n'],
  autofix: invalidDefinitionDescriptionFix,
  check: ({ tree, stages }) => [
    ...tree.instructions.filter(instruction => instruction.name === 'ARG')
      .flatMap(instruction => checkComment(instruction, (instruction.pairs ?? []).map(({ key }) => key))),
    ...stages.flatMap(({ from, name }) => name === undefined ? [] : checkComment(from, [name])),
  ],
};

function checkComment(instruction: _SyntaxInstruction, names: readonly string[]): RuleFinding[] {
  const comment = instruction.comments.at(-1);
  if (comment === undefined || names.length === 0 || names.includes(comment.split(' ')[0])) return [];
  const name = names.length === 1 ? names[0] : '<arg_key>';
  return [reportInstruction(instruction, `Comment for ${instruction.name} should follow the format: \`# ${name} <description>\``)];
}
