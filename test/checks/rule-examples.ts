import { join } from 'node:path';
import type { _RuleExample } from '../../src/checks/examples/rule-example';

/** The folder in which the path of a rule is its id. */
export const RULES = join(__dirname, '../../src/checks/rules');

/** The file with the examples of a rule. */
export function examplePath(id: string): string {
  return join(RULES, `${id}.example.ts`);
}

/** The bad and the good image of a rule, from the file beside it. */
export async function loadExample(id: string): Promise<_RuleExample> {
  return (await import(examplePath(id)) as { readonly example: _RuleExample }).example;
}
