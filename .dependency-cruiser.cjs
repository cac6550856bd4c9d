const { join } = require('node:path');

/**
 * Who may import whom (docs/architecture.md). Run by `npm run layers`, which is a part of `npm run lint`.
 * Type-only imports count: what a file must know to be read is a dependency too.
 */

/** The folders of src/, from the highest to the lowest. Each may import those below it. */
const LAYERS = [
  'cli', 'registry', 'project', 'compose', 'ci', 'routeros', 'verify', 'checks', 'blocks', 'render', 'plan', 'image', 'versions', 'manifest', 'bases', 'oci', 'elf', 'shell', 'rootfs',
  'dockerfile', 'catalog', 'yaml', 'guard', 'core',
];

/** Folders that import only some of those below them, so that each can be used and understood alone. */
const ALONE = {
  registry: ['oci', 'core'],
  compose: ['plan', 'image', 'dockerfile', 'yaml', 'core'],
  routeros: ['checks', 'plan', 'image', 'catalog', 'core'],
  render: ['plan', 'versions', 'manifest', 'rootfs', 'dockerfile', 'core'],
  manifest: ['core'],
  bases: ['elf', 'shell', 'rootfs', 'core'],
  oci: ['elf', 'rootfs', 'core'],
  elf: ['core'],
  shell: ['core'],
  rootfs: ['core'],
  dockerfile: ['catalog', 'core'],
  catalog: ['core'],
  yaml: [],
  guard: ['core'],
};

/** Files that do one kind of thing each and know nothing of one another. In `own`, `$1` is the sibling itself. */
const SIBLINGS = {
  forges: { from: '^src/ci/forges/(?!gitea/)([^/]+)/', to: '^src/ci/forges/', own: '^src/ci/forges/$1/' },
  // They read the workflows of GitHub, and are dialects of it.
  dialects: { from: '^src/ci/forges/gitea/', to: '^src/ci/forges/', own: '^src/ci/forges/(gitea|github)/' },
  rules: { from: '^src/checks/rules/([^/]+/[^/]+)\\.ts$', to: '^src/checks/rules/', own: '^src/checks/rules/$1\\.ts$' },
  lint: { from: '^src/dockerfile/lint/rules/([^/]+/[^./]+)(\\.fix)?\\.ts$', to: '^src/dockerfile/lint/rules/', own: '^src/dockerfile/lint/rules/$1(\\.fix)?\\.ts$' },
  fixes: { from: '^src/checks/fixes/([^/]+/[^/]+)$', to: '^src/checks/fixes/[^/]+/', own: '^src/checks/fixes/$1$' },
  blocks: { from: '^src/blocks/([^/]+)/', to: '^src/blocks/[^/]+/', own: '^src/blocks/$1/' },
};

/** Only these know projen. */
const PROJEN = '^src/(project|cli)/';
/** Only these touch the disk, start programs or use the network. */
const OUTWARD = '^src/(project|cli|registry)/';
/** This reads the images that it is given, and no more. */
const READER = '^src/oci/';

/** The examples of the rules, and what they are made of. */
const EXAMPLES = '^src/checks/(examples/|rules/.*\\.example\\.ts$)';

const layers = LAYERS.map((folder, rank) => {
  const allowed = ALONE[folder] ?? LAYERS.slice(rank + 1);
  return {
    name: `layer-${folder}`,
    comment: `src/${folder}/ may import: ${allowed.join(', ') || 'nothing of ours'}.`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
  };
});

const siblings = Object.entries(SIBLINGS).map(([name, { from, to, own }]) => ({
  name: `siblings-${name}`,
  comment: `One of the ${name} does not import another. What two of them need goes into a third file beside them, or into a folder below.`,
  severity: 'error',
  from: { path: from },
  to: { path: to, pathNot: own },
}));

module.exports = {
  forbidden: [
    ...layers,
    ...siblings,
    {
      name: 'known-folder',
      comment: `A folder of src/ needs a place among the layers of this file: ${LAYERS.join(' > ')}.`,
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${LAYERS.join('|')})/` },
      to: {},
    },
    {
      name: 'door',
      comment: 'Another folder is entered by its index.ts, so that what is inside may move. Not so catalog/: its data are large, one takes what one uses.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/catalog/'] },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other share a third.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'examples-apart',
      comment: 'An example of a rule uses blocks, so nothing but an example imports one: the library loads none, and its package has none.',
      severity: 'error',
      from: { path: '^src/', pathNot: EXAMPLES },
      to: { path: EXAMPLES },
    },
    {
      name: 'rules-without-blocks',
      comment: 'A rule looks at the plan; which block declared it makes no difference.',
      severity: 'error',
      from: { path: '^src/checks/', pathNot: EXAMPLES },
      to: { path: '^src/blocks/' },
    },
    {
      name: 'plan-is-a-value',
      comment: 'What a plan is made of, and what renders it, knows no construct: all that is to be known of one is in the plan.',
      severity: 'error',
      from: { path: '^src/(render|plan/model)/' },
      to: { path: '(^|/)constructs(/|$)' },
    },
    {
      name: 'projen-outward',
      comment: 'Only src/project/ and src/cli/ know projen.',
      severity: 'error',
      from: { path: '^src/', pathNot: PROJEN },
      to: { path: '(^|/)projen(/|$)' },
    },
    {
      name: 'disk-outward',
      comment: 'Only src/project/, cli/, registry/ and oci/ touch the disk, start programs or use the network; all else is a pure function.',
      severity: 'error',
      // What reads a file within limits is below all who need it; Versions.fromFile, too: a pin is an input like the code itself.
      // What is printed of an uncaught error asks whether it is in a worker, and no more.
      from: { path: '^src/', pathNot: [OUTWARD, READER, '^src/core/(regular-file|uncaught)\\.ts$'] },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|fs/promises|child_process|net|http|https|os|worker_threads)$' },
    },
    {
      name: 'versions-read-only',
      comment: 'src/versions/ may read its one file, no more.',
      severity: 'error',
      from: { path: '^src/versions/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs/promises|child_process|net|http|https|os|worker_threads)$' },
    },
    {
      name: 'oci-offline',
      comment: 'src/oci/ reads the images that it is given; it starts nothing and asks nobody.',
      severity: 'error',
      from: { path: '^src/oci/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(child_process|net|http|https|os|worker_threads)$' },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'require', 'node', 'default'], mainFields: ['types', 'main'] },
  },
};
