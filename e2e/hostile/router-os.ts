import type { Shape } from './shapes';
import { Statement, SyntaxFault, Value, parse } from '../../test/routeros/language/parser';

/** How deep scripts may be in scripts. */
const DEEPEST = 5;

/** The tree of a script of RouterOS without what its texts say; a script in a script is a tree in it. */
export function routerOsShape(text: string): Shape {
  try {
    return { lines: listLines(parse(text), '', DEEPEST) };
  } catch (error) {
    if (error instanceof SyntaxFault) return { lines: [], error: error.message };
    throw error;
  }
}

function listLines(statements: readonly Statement[], indent: string, depth: number): string[] {
  return statements.flatMap(({ path, named, plain, where }) => [
    // A script is named after its deployment, and so is the variable that holds it.
    `${indent}${path.replace(/^\$.*/, '$')}`,
    ...Object.entries(named).flatMap(([name, value]) => {
      if (name === 'source' && value.kind === 'text' && depth > 0) return [`${indent}  source=`, ...listLines(parse(value.text, value.line), `${indent}    `, depth - 1)];
      return [`${indent}  ${name}=`, ...listValue(value, `${indent}    `, depth)];
    }),
    ...plain.flatMap(value => listValue(value, `${indent}  `, depth)),
    ...where === undefined ? [] : [`${indent}  where`, ...listValue(where, `${indent}    `, depth)],
  ]);
}

function listValue(value: Value, indent: string, depth: number): string[] {
  switch (value.kind) {
    case 'text': case 'word': return [`${indent}text`];
    case 'variable': return [`${indent}variable`];
    case 'block': case 'result': return [`${indent}${value.kind}`, ...listLines(value.statements, `${indent}  `, depth)];
    case 'list': return [`${indent}list`, ...value.items.flatMap(item => listValue(item, `${indent}  `, depth))];
    case 'not': return [`${indent}not`, ...listValue(value.value, `${indent}  `, depth)];
    case 'operation': return [`${indent}${value.operator}`, ...[value.left, value.right].flatMap(side => listValue(side, `${indent}  `, depth))];
  }
}
