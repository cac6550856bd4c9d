import { Severity } from '../../../core';
import type { ImageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _listProcesses } from '../../support/processes';
import { _listUnreadScripts } from '../../support/unknown';

export const startShellSyntax: _Rule = {
  id: 'start/shell-syntax',
  title: 'Scripts have no syntax errors',
  severity: Severity.ERROR,
  why: 'The shell stops there with a syntax error when the container starts.',
  fix: 'Correct the line. `sh -n FILE` shows more.',
  check: image => [..._listUnreadScripts(image), ...listErrors(image)],
};

function listErrors(image: ImageModel): RuleFinding[] {
  return _listProcesses(image).flatMap(({ name, by, script, facts }) => facts.errors.map(({ line, column, what }) => (
    { by, what: `${script === undefined ? `${name}, column ${column}` : `${name}:${line}:${column}`}: ${what}` }
  )));
}
