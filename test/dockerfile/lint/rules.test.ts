import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TRAPS } from './traps';
import { _FIXES } from '../../../src/checks';
import { _LINT_FIXES, _fixText } from '../../../src/dockerfile';
import { _UNDECIDED, _lintText } from '../../../src/dockerfile/lint';
import type { LintRule } from '../../../src/dockerfile/lint/rule';
import * as rules from '../../../src/dockerfile/lint/rules';

const ALL = Object.values<LintRule>(rules).sort((a, b) => (a.id < b.id ? -1 : 1));

/** Rules whose examples need more than the text. */
const DOCKERIGNORE: Record<string, readonly string[]> = { bad: ['*'], good: ['b'] };

const RULES = join(__dirname, '../../../src/dockerfile/lint/rules');

/** `dockerfile/copy-heredoc` is its own path; BuildKit's `JSONArgsRecommended` is in `buildkit/json-args-recommended`. */
function pathOf(id: string): string {
  return id.includes('/') ? id : `buildkit/${id.replace(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase()}`;
}

/** In camel case: the name of BuildKit's check, or group and name of one of ours. */
function exportNameOf(id: string): string {
  return pathOf(id).replace(/^buildkit\//, '').replace(/[/-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

describe.each(Object.entries<LintRule>(rules))('%s', (name, { id, autofix }) => {
  test('is exported by its id', () => expect(name).toBe(exportNameOf(id)));
  test('has the path of its id', () => expect(existsSync(join(RULES, `${pathOf(id)}.ts`))).toBe(true));
  test('has its fix beside it, if it has one', () => expect(existsSync(join(RULES, `${pathOf(id)}.fix.ts`))).toBe(autofix !== undefined));
});

test('every file of the folder is a registered rule', () => {
  const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' }).filter(file => file.includes('/') && !file.endsWith('.fix.ts'));
  expect(files.sort()).toEqual(ALL.map(({ id }) => `${pathOf(id)}.ts`).sort());
});

describe.each(ALL)('$id', rule => {
  test.each(rule.bad)('reports %j', text => {
    expect(_lintText(text, { dockerignore: rule.dockerignore ?? DOCKERIGNORE.bad }).map(({ rule: id }) => id)).toContain(rule.id);
  });
  test.each(rule.good)('is silent about %j, as all others are', text => {
    expect(_lintText(text, { dockerignore: rule.dockerignore ?? DOCKERIGNORE.good })).toEqual([]);
  });
  test('has both kinds of examples and a description', () => {
    expect([rule.bad.length, rule.good.length, rule.description.length].every(length => length > 0)).toBe(true);
  });
});

describe.each(_LINT_FIXES)('the fix of $id', ({ id }) => {
  test('fixes a bad example', () => {
    const { bad } = ALL.find(rule => rule.id === id)!;
    expect(bad.some(text => _lintText(_fixText(text, _LINT_FIXES).text).every(({ rule }) => rule !== id))).toBe(true);
  });
});

test('the checks are those of BuildKit, but for the one that needs a registry', () => {
  const ours = ALL.map(({ id }) => id).filter(id => !id.includes('/'));
  expect([...ours, _UNDECIDED.id].sort()).toEqual([
    'ConsistentInstructionCasing', 'CopyIgnoredFile', 'DuplicateStageName', 'ExposeInvalidFormat', 'ExposeProtoCasing', 'FromAsCasing',
    'FromPlatformFlagConstDisallowed', 'InvalidBaseImagePlatform', 'InvalidDefaultArgInFrom', 'InvalidDefinitionDescription', 'JSONArgsRecommended',
    'LegacyKeyValueFormat', 'MaintainerDeprecated', 'MultipleInstructionsDisallowed', 'NoEmptyContinuation', 'RedundantTargetPlatform',
    'ReservedStageName', 'SecretsUsedInArgOrEnv', 'StageNameCasing', 'UndefinedArgInFrom', 'UndefinedVar', 'WorkdirRelativePath',
  ]);
});

test('no id is used twice', () => {
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
});

test('the documentation lists every rule', async () => {
  const row = ({ id, description, since, autofix }: LintRule) => `| \`${id}\` | ${since ?? ''} | ${id.includes('/') ? '' : `${autofix === undefined ? '' : 'yes'} | `}${description.replaceAll('|', '\\|')} |`;
  const of = (wanted: string) => ALL.filter(({ id, severity }) => wanted === 'check' ? !id.includes('/') : id.includes('/') && severity === wanted).map(row);
  const head = ['| rule | since | checks that |', '| --- | --- | --- |'];
  await expect([
    '# The rules of `imagewright lint`',
    '',
    'Written by `npm run test:update` from the rules themselves. "since" is the frontend version that added a rule.',
    '',
    'A program in TypeScript, Python, Java or Go calls the same rules by `Linter.lint(text)`: each finding has the id of its rule, a message,',
    'the reason, what to do, and the lines and columns.',
    '',
    '## Checks of BuildKit',
    '',
    'Names and findings are those of `docker build --check`. `# check=skip=RULE` at the top of a file silences a rule, or directly above an instruction',
    'if the rule is about that instruction alone.',
    '',
    '| rule | since | `--fix` | checks that |',
    '| --- | --- | --- | --- |',
    ...of('check'),
    '',
    `\`${_UNDECIDED.id}\` is not checked. ${_UNDECIDED.reason}`,
    '',
    '## Errors',
    '',
    'These stop the build.',
    '',
    ...head,
    ...of('error'),
    '',
    '## Other warnings',
    '',
    ...head,
    ...of('warning'),
    '',
    '## Fixes',
    '',
    '`imagewright lint --fix FILE` fixes the findings of the rules that are marked above and have one answer. It leaves every other byte alone: line breaks,',
    'indentation, comments, continuations. A change counts only if the file that is read afterwards has the same instructions with the same values, apart',
    'from the changed word; if the finding is gone; and if no other finding is new. Anything else is left to you, with its line and the reason.',
    '',
    ..._LINT_FIXES.flatMap(({ id, note }) => (note === undefined ? [] : [`* \`${id}\`: ${note}`])),
    '',
    'It also changes commands of package managers, which no rule of `lint` reports. `packages/prompt` and `packages/lists-left` are rules of declared images.',
    '',
    '| fix | option | what is true afterwards |',
    '| --- | --- | --- |',
    ..._FIXES.filter(({ id }) => id.includes('/')).map(({ id, group, title }) => `| \`${id}\` | \`--fix${group === undefined ? '' : `=${group}`}\` | ${title} |`),
    '',
    'They leave a command alone if another shell than sh, bash, dash or ash reads it, if an option, a variable, a file or a cache mount makes the change needless, and',
    'if a later step may need the package lists. `--fix=apt` changes what is installed, so nothing else includes it. `# check=skip=packages/pip-cache`',
    'silences a fix as it silences a check; BuildKit ignores the name.',
    '',
    '## Assumptions',
    '',
    '* The build is for linux/amd64, on linux/amd64: `$TARGETARCH` and the like have its values.',
    '* The variables of an image are not known unless [catalog/known-bases.json](https://github.com/imagewright/imagewright/blob/main/catalog/known-bases.json) lists it. Findings that depend on them',
    '  are not reported, except for an undefined variable whose name resembles a defined one, and for `$TARGETARCH` and the like, which no image sets.',
    '* `FROM base-$VARIABLE` is the stage that its default names. If there is no stage of that name, it may be any earlier stage that matches.',
    '* Build arguments have their defaults.',
    '* Named contexts (`--build-context`) are not known: a stage is what the file declares.',
    '',
    '## Agreement with BuildKit',
    '',
    '`npx tsx e2e/lint-agreement.ts --seed 101 --mutants 60000` gives the same Dockerfiles to BuildKit and prints a table by rule: 1,217 from the tests of',
    'BuildKit and of this project, and 60,000 derived from them by random changes. With the seeds 101, 102 and 103 and the frontends 1.24 and 1.28,',
    'both agreed on all of them, including every finding and its line.',
    '',
    'The checks, with the number of Dockerfiles in which both report them (seed 101, frontend 1.28): `ConsistentInstructionCasing` 857,',
    '`DuplicateStageName` 990, `ExposeInvalidFormat` 205, `ExposeProtoCasing` 126, `FromAsCasing` 1,990, `FromPlatformFlagConstDisallowed` 141,',
    '`InvalidDefaultArgInFrom` 3,135, `InvalidDefinitionDescription` 144, `JSONArgsRecommended` 1,001, `LegacyKeyValueFormat` 1,243,',
    '`MaintainerDeprecated` 280, `MultipleInstructionsDisallowed` 361, `NoEmptyContinuation` 1,027, `RedundantTargetPlatform` 183, `ReservedStageName`',
    '188, `SecretsUsedInArgOrEnv` 239, `StageNameCasing` 617, `UndefinedArgInFrom` 1,257, `UndefinedVar` 1,356, `WorkdirRelativePath` 369.',
    '',
    '`CopyIgnoredFile` is compared with a builder, with `--context`: 46 `.dockerignore` files, 211 findings, no difference.',
    '',
  ].join('\n')).toMatchFileSnapshot('../../../docs/reference/lint.md');
});

describe('traps', () => {
  test.each(TRAPS)('$name', ({ text, found }) => {
    expect(_lintText(text).map(({ rule, range }) => `${range.startLine} ${rule}`)).toEqual(found);
  });
});
