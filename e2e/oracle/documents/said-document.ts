import fc from 'fast-check';
import { commands } from './commands';
import { copies } from './files';
import { settings } from './settings';
import { Statement, maybe } from './statement';
import { hostile, ofAnyLength } from './texts';
import { Said, buildArgs } from './words';
import { Directives, EscapeCharacter } from '../../../src/dockerfile';

/** A whole document that is to be said, and the build arguments it is built with. */
export interface SaidDocument {
  readonly args: Record<string, string>;
  readonly directives: Directives;
  readonly header: readonly string[];
  readonly stages: readonly SaidStage[];
}

/** A stage. Only the first begins with its image, all others with the stage before them. */
export interface SaidStage {
  readonly image: Said;
  readonly platform?: Said;
  readonly statements: readonly SaidStatement[];
}

/** A statement and what stands around it. */
export interface SaidStatement {
  readonly statement: Statement;
  readonly comment?: readonly string[];
  readonly isBlank: boolean;
  readonly isOnBuild: boolean;
}

const DIGEST = `sha256:${'0'.repeat(64)}`;
const image: fc.Arbitrary<Said> = fc.oneof(
  fc.constantFrom('scratch', 'alpine', 'alpine:3.23', `docker.io/library/golang:1@${DIGEST}`, 'localhost:5000/a/b_c').map((name): Said => [name]),
  fc.constantFrom<Said>(
    ['alpine:', { name: 'NUMBER' }],
    ['alpine:', { name: 'UNSET', operator: ':-', operand: ['3.23'] }],
    [{ name: 'NUMBER', operator: ':+', operand: ['debian'] }],
    ['a', { name: 'TAME', operator: '//', operand: [{ any: '*' }], replacement: ['b'] }],
  ),
);
const platform = fc.constantFrom<Said>(
  ['linux/amd64'],
  ['linux/arm/v7'],
  [{ name: 'BUILDPLATFORM' }],
  ['linux/', { name: 'TARGETARCH' }],
  [{ name: 'UNSET', operator: '-', operand: ['linux/arm64'] }],
);

/** Comments; some look like what BuildKit reads in them. */
const commentLine = fc.oneof(ofAnyLength, fc.constantFrom('check=skip=all', 'syntax=x', 'escape=`', 'A is that', 'renovate: a=b'));
const headerLine = fc.oneof({ weight: 8, arbitrary: hostile }, fc.constantFrom('check=skip=all', 'escape=`', 'syntax = a'));

const statement: fc.Arbitrary<SaidStatement> = fc.record({
  statement: fc.oneof({ weight: 5, arbitrary: settings }, { weight: 4, arbitrary: commands }, { weight: 4, arbitrary: copies }),
  comment: fc.option(fc.array(commentLine, { maxLength: 2 }), { nil: undefined, freq: 6 }),
  isBlank: fc.boolean(),
  isOnBuild: fc.nat({ max: 9 }).map(n => n === 1),
});

const stage: fc.Arbitrary<SaidStage> = fc.record({
  image, platform: fc.option(platform, { nil: undefined, freq: 3 }), statements: fc.array(statement, { maxLength: 4 }),
});

const directives: fc.Arbitrary<Directives> = fc.record({
  syntax: maybe(fc.constantFrom('docker/dockerfile:1', 'docker/dockerfile-upstream:master')),
  escape: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.constantFrom(...Object.values(EscapeCharacter))),
  check: maybe(fc.constantFrom('error=false', 'skip=JSONArgsRecommended,UndefinedVar;experimental=all')),
});

/** Documents of any kind. */
export const saidDocument: fc.Arbitrary<SaidDocument> = fc.record({
  args: buildArgs,
  directives,
  header: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(headerLine, { maxLength: 2 })),
  stages: fc.array(stage, { minLength: 1, maxLength: 2 }),
});
