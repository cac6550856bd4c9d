import { Severity } from '../../core';
import { Copy, User, Word } from '../../dockerfile';
import type { BuildStage, ContainerImage } from '../../image';
import type { StageModel } from '../../plan';
import { exampleBuild, exampleProgram, exampleStage } from '../examples';
import { _instructions } from '../instructions';
import type { _Rule } from '../rule';

export const modeOfCheckout: _Rule = {
  id: 'copy/mode-of-checkout',
  title: 'Files of the repository that others than root read have the mode that the copy says',
  severity: Severity.WARNING,
  why: 'They have the mode of the checkout, and git keeps no more of it than whether a file can be executed: of one with umask 0077 '
    + 'the program gets "permission denied".',
  fix: 'Say the mode: copyLocal([…], …, { mode: "0644" }), or "0755" for what is executed. It is COPY --chmod.',
  check: ({ result }) => (isRoot(result) ? [] : _instructions(result).flatMap(({ node, by }) => {
    if (!(node instanceof Copy) || node.copyFrom !== undefined || node.chmod !== undefined) return [];
    const paths = node.sources.flatMap(({ word }) => word ?? []).map(word => word._text ?? 'a path with variables');
    return paths.length === 0 ? [] : [{ by, what: `${paths.join(', ')} ${paths.length === 1 ? 'is' : 'are'} copied from the repository without a mode.` }];
  })),
  bad: image => exampleOf(image).copyLocal(['app.conf'], '/etc/app.conf', {}),
  good: image => exampleOf(image).copyLocal(['app.conf'], '/etc/app.conf', { mode: '0644' }),
};

/** Who may read everything. Without a word on it, it is root that runs the program, or whom a base image names. */
function isRoot({ config: { user } }: StageModel): boolean {
  return user === undefined || /^(0|root)(:|$)/.test(user);
}

function exampleOf(image: ContainerImage): BuildStage {
  return exampleStage(image, [exampleBuild(image, [exampleProgram('/bin/app')])], [new User(Word.literal('65532:65532'))]);
}
