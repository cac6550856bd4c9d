import { expect, test } from 'vitest';
import { ruleDocs } from './rule-docs';
import * as rules from '../../src/checks/rules';

test('docs/reference/rules.md holds all rules, with the examples that are run', async () => {
  await expect(ruleDocs(Object.values(rules))).toMatchFileSnapshot('../../docs/reference/rules.md');
});
