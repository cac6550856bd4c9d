import { expect, test } from 'vitest';
import { RuntimeNeed } from '../../../src';
import { GoFeatureSet } from '../../../src/blocks/go/go-feature-set';

const FEATURES = [
  { name: 'metrics', omitTag: 'nometrics', needs: ['http'] },
  { name: 'http', omitTag: 'nohttp' },
  { name: 'sqlite', keepTag: 'with_sqlite', commands: ['sqlite3'] },
  { name: 'tracing', keepTag: 'with_tracing', omitTag: 'no_tracing' },
];

test('a program of one\'s own has features by tags, in both directions', () => {
  const set = new GoFeatureSet({ program: 'agent', features: FEATURES, keep: [{ name: 'metrics', reason: 'dashboards' }, { name: 'sqlite', reason: 'state' }] });
  expect(set.resolve('v3')).toEqual({
    tags: ['no_tracing', 'with_sqlite'],
    kept: [{ name: 'metrics', reason: 'dashboards' }, { name: 'sqlite', reason: 'state' }, { name: 'http', reason: 'needed by metrics' }],
    omitted: [],
    needs: [RuntimeNeed.command('sqlite3', 'the feature "sqlite" calls it')],
    problems: [],
    comments: ['Kept:', '  metrics  dashboards', '  sqlite   state', '  http     needed by metrics', 'Every other optional feature is left out.'],
  });
});

test('its choice is checked like that of any program', () => {
  const set = new GoFeatureSet({ program: 'agent', features: FEATURES, keep: [{ name: 'metric', reason: 'dashboards' }], omit: [{ name: 'http' }] });
  expect(set.resolve('').problems.map(({ what }) => what)).toEqual(['agent has no feature "metric". Did you mean "metrics"?']);
});

test('what a feature needs is a feature too', () => {
  const features = [{ name: 'metrics', omitTag: 'nometrics', needs: ['htpt', 'dns'] }, { name: 'http', omitTag: 'nohttp' }];
  expect(() => new GoFeatureSet({ program: 'agent', features, keep: [] })).toThrow([
    'go/feature-unknown',
    '  The feature "metrics" of agent needs "htpt", which is not one of its features. Did you mean "http"?',
    '  Why: The program is built with everything that its features need, and no build tag is known for this one.',
    '  Fix: Declare "htpt" as a feature too, or need one of: metrics, http.',
    '',
    'go/feature-unknown',
    '  The feature "metrics" of agent needs "dns", which is not one of its features.',
  ].join('\n'));
});
