/** The functions through which a text enters another language; docs/architecture.md says which is for what. */
export const DOORS = [
  '_shellWord', '_shellPath', '_doubleQuoted', '_sedPattern', 'expressionText', 'filterPattern', 'globPattern', 'expression', 'substitution',
  '_ignorePattern', '_templateOf', 'literal', 'variable', '_jsonText', 'firstLine',
];

/** Functions whose arguments are messages. */
export const MESSAGES = ['problem', 'refused', '_refuse', 'unpinned'];

/** Properties that hold what is said to people. */
export const PROSE = ['what', 'why', 'fix', 'reason', 'because', 'purpose', 'notes', 'comment', 'remedy', 'needs'];

/** Files of nothing but what is said to people. */
export const SPOKEN: Readonly<Record<string, string>> = {
  'src/blocks/busybox/busybox-draft.ts': 'problems, and why a symbol was added: a comment of the configuration',
  'src/blocks/busybox/busybox-problems.ts': 'problems',
  'src/blocks/busybox/unmet-dependency.ts': 'parts of problems',
  'src/blocks/go/feature-comments.ts': 'comment lines, each of which Comment checks',
  'src/ci/pipeline-problems.ts': 'problems',
  'src/ci/pipeline.ts': 'the comments at the top of workflows, whose lines printYaml keeps together, and names',
  'src/plan/render/dockerfile.ts': 'comment lines, each of which Comment checks',
};

/** Values that cannot be anything, by their names: what has checked them. */
export const CHECKED: Readonly<Record<string, string>> = {
};

/** What else is put into a text, by file and code, with the reason. */
export const ALLOWED: readonly { readonly file: string; readonly codes: readonly string[]; readonly reason: string }[] = [
];
