import { cdk, github, javascript, typescript } from 'projen';

const project = new cdk.JsiiProject({
  name: 'imagewright',
  description: 'Typed constructs for container images: declared in TypeScript, proven before the build, rendered as a Dockerfile and its CI',
  keywords: ['projen', 'constructs', 'cdk', 'jsii', 'dockerfile', 'container', 'buildkit', 'oci', 'routeros'],
  author: 'The imagewright authors',
  authorOrganization: true,
  authorAddress: 'https://github.com/imagewright',
  repositoryUrl: 'https://github.com/imagewright/imagewright.git',
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  // The sources in each file a second time would be read by every `require`: a fifth of its time, and half of the package.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  // All that is not compiled into the library is only run by tsx and vitest, which look at no types.
  tsconfigDev: {
    compilerOptions: { paths: { imagewright: ['../src/index.ts'] } },
    include: ['../bench/**/*.ts', '../e2e/**/*.ts', '../examples/*/projenrc/**/*.ts', '../scripts/**/*.ts'],
    exclude: ['../e2e/bases/cases'], // projects with dependencies of their own
  },
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24.x',
  bumpPackage: 'commit-and-tag-version@^12', // 13 needs Node 22
  jest: false,
  docgen: false, // see `docgen` below
  eslint: true,
  eslintOptions: { dirs: ['src', 'test', 'scripts', 'bench', 'e2e', 'examples'], ignorePatterns: ['e2e/bases/cases/', 'examples/node-service/web/', '*.generated.ts', '*.d.ts', 'lib/', 'node_modules/'] },
  depsUpgrade: false,
  github: true,
  githubOptions: {
    mergify: false,
    pullRequestLintOptions: { semanticTitleOptions: { types: ['feat', 'fix', 'perf', 'refactor', 'docs', 'test', 'build', 'ci', 'style', 'chore'] } },
  },
  buildWorkflow: false, // see `checks` below
  peerDeps: ['constructs@^10.8.1', 'projen@>=0.103.25 <1.0.0'],
  bundledDeps: ['yaml@^2'],
  devDeps: ['dockerfile-ast@^0.7.1', 'dockerfile-utils@^0.16.3', 'vitest@^4', 'tsx', 'dependency-cruiser@^17', 'ajv@^8', 'fast-check@^4', 'covertable@^2', 'tar-stream@^3'],
  allowScripts: ['esbuild'],
  publishToPypi: { distName: 'imagewright', module: 'imagewright' },
  publishToMaven: { javaPackage: 'io.github.imagewright', mavenGroupId: 'io.github.imagewright', mavenArtifactId: 'imagewright' },
  publishToGo: { moduleName: 'github.com/imagewright/imagewright-go', packageName: 'imagewright' },
  sampleCode: false,
  gitignore: ['/.m2/', '/coverage/', '.jsii.tabl.json', '/e2e/.out/'],
});

// The package contains the documentation for users; `imagewright explain RULE` reads it. Its pages link to those for contributors by URL.
for (const path of [
  '/CONTRIBUTING.md', '/docs/decisions/', '/docs/architecture.md', '/docs/performance.md', '/rosetta/',
  '/.m2/', '/examples/', '/e2e/', '/bench/', '/scripts/', '/catalog/', '/compat/', '/.ci/', '/vitest.config.mts', '/.dependency-cruiser.cjs',
  '/lib/checks/examples/', '/lib/checks/rules/**/*.example.*',
]) {
  project.addPackageIgnore(path);
}

project.eslint!.addRules({ 'import/no-unresolved': ['error', { ignore: ['^imagewright$'] }] }); // the examples' own name for the library
for (const folder of ['e2e', 'bench', 'scripts']) project.eslint!.allowDevDeps(`${folder}/**`);
project.eslint!.addOverride({ files: ['e2e/**'], rules: { 'no-bitwise': 'off' } }); // random numbers, ELF headers

// A pull request runs the same checks as a local clone. They need the oldest supported Node.js, and root.
const checks = project.github!.addWorkflow('build');
checks.on({ pullRequest: {}, workflowDispatch: {} });
checks.addJob('build', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  timeoutMinutes: 60,
  steps: [
    github.WorkflowSteps.checkout(),
    { name: 'Setup Node.js', uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '20.x', 'package-manager-cache': false } },
    { name: 'Setup Go', uses: 'actions/setup-go@v7.0.0', with: { 'go-version': 'stable', 'cache': false } },
    { name: 'Check', run: 'sudo --preserve-env env "PATH=$PATH" .ci/run' },
  ],
});

// Every package script first installs the dependencies, so that a fresh clone only needs Node and npm.
const script = (name: string, command: string) => project.package.setScript(name, `node scripts/install.mjs && ${command}`);

project.testTask.exec('vitest run', { receiveArgs: true });
project.tasks.addTask('watch:test', { description: 'Rerun the tests of what changes', exec: 'vitest', receiveArgs: true });
// `--update` needs a value: otherwise it would take the next argument, the path of a test.
project.tasks.addTask('test:update', { description: 'Rewrite the golden files', exec: 'vitest run --update=all', receiveArgs: true });
script('test', 'vitest run'); // without the lint, which rewrites files

project.tasks.addTask('demo', { description: 'Synthesize the examples and show what comes out', exec: 'tsx scripts/demo.ts' });
script('demo', 'projen demo');
project.tasks.addTask('bench', { description: 'Time the library beside its peers', exec: 'tsx --tsconfig examples/tsconfig.json bench/main.ts', receiveArgs: true });
script('bench', 'projen compile && projen bench');
project.tasks.addTask('e2e', { description: 'Build and run the examples with a real BuildKit', exec: 'tsx e2e/main.ts', receiveArgs: true });
script('e2e', 'projen e2e');

project.tasks.addTask('layers', { description: 'Check that imports go one way', exec: 'depcruise --config .dependency-cruiser.cjs src' });
project.tasks.addTask('types', { description: 'Check the types of tests, scripts and examples', exec: 'tsc --project test/tsconfig.json' });
// A separate task, because projen recreates the task eslint in each synthesis.
project.tasks.addTask('lint', { description: 'Check style, types and layers', steps: ['eslint', 'types', 'layers'].map(spawn => ({ spawn })) });

project.tasks.addTask('catalog', { description: 'Write src/catalog/*.generated.ts from catalog/*.json', exec: 'tsx scripts/catalog.ts', receiveArgs: true });

for (const name of ['busybox', 'official-images', 'tailscale']) {
  project.tasks.addTask(`catalog:fetch:${name}`, { description: `Read catalog/${name}-*.json anew from upstream`, exec: `tsx scripts/fetch/${name}.ts`, receiveArgs: true });
}

// The condition runs node, because `test` of the task shell does not support `!`.
const unless = (path: string) => `node -e "process.exit(require('fs').existsSync('${path}') ? 1 : 0)"`;
const bindings = project.tasks.addTask('bindings', { description: 'Build the Java and Go bindings of projen, which the packages of those languages need' });
bindings.exec('jsii-pacmak node_modules/projen -c -t go', { condition: unless('node_modules/projen/dist/go') });
bindings.exec('jsii-pacmak node_modules/projen -t java --maven-local-repository .m2', {
  condition: unless('node_modules/projen/dist/java/io/github/cdklabs/projen/maven-metadata.xml'),
  env: { MAVEN_OPTS: '-Dmaven.javadoc.skip=true -Dmaven.source.skip=true' },
});
project.tasks.addTask('package:languages', { description: 'Build the packages of all four languages', steps: [{ spawn: 'bindings' }] })
  .exec('jsii-pacmak -t js python java go --maven-local-repository .m2');

// These two warnings are about C#, for which there is no package. The first also covers reserved words of other languages: check-api.ts finds those.
project.compileTask.reset('jsii --fail-on-warnings --silence-warnings=reserved-word --silence-warnings=member-name-conflicts-with-type-name');
project.compileTask.exec('tsx scripts/check-api.ts', { name: 'check the rules of the public API' });
project.compileTask.exec('tsx scripts/guard.ts', { name: 'write src/guard/signatures.generated.ts' });
project.compileTask.exec('tsx scripts/lazy-requires.ts', { name: 'load files when they are used' });
// jsii would only compile, without the steps above. Tests and scripts run the sources.
project.removeTask('watch');
// Instead of jsii-docgen, which writes one page with 20,000 lines.
const docgen = project.tasks.addTask('docgen', { description: 'Write API.md and docs/reference/api/ from .jsii', exec: 'tsx scripts/api.ts' });
project.postCompileTask.spawn(docgen);
project.annotateGenerated('/API.md');
project.gitattributes.addAttributes('/docs/reference/api/**', 'linguist-generated');
project.postCompileTask.exec('jsii-rosetta extract --strict', { name: 'compile the examples of the documentation' });

// projen's own task compares with the package on npm.
project.tasks.tryFind('compat')!.reset('jsii-diff compat . --error-on all --keys --ignore-file .compatignore', { receiveArgs: true });
project.tasks.addTask('compat:baseline', { description: 'Keep the public API for compat to compare with, at a release', exec: 'tsx scripts/compat-baseline.ts' });
project.gitignore.include('/compat/.jsii');

project.tasks.addTask('synth', { description: 'Synthesize the project files' }).spawn(project.defaultTask!);

project.synth();
