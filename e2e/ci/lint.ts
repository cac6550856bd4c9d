/**
 * Checks the generated workflows with the forges' own schemas and linters, and that each of these finds a fault that is planted.
 *
 *     npx tsx e2e/ci/lint.ts [DIRECTORY...]
 *
 * Reads pipelines of many shapes, made here, and the workflows of the examples and of the given projects.
 * Exit codes: 0 all checks passed, 1 some failed, 3 a tool cannot be had on this machine.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { FORGES, ForgeChoices } from './choices';
import { combine, listUnchosen } from './combinations';
import { PLATFORMS, VERSION, image, workflows, write } from './sample';
import { Forge, GitlabBuilder, ImageRegistry, ImageSigning, ImageTag, PipelineCache, ReleaseScheme, VulnerabilityScan } from '../../src/ci';
import { JobRow, printJobRows } from '../../src/cli/affected/formats/gitlab-rows';
import { readRows } from '../../src/cli/affected/formats/rows';
import { Platform } from '../../src/core';
import { BuildSecret, ImageBuilder, NamedContext, SshSource, TargetProfile } from '../../src/image';
import { detachedRoot } from '../../test/support/root';
import { CACHE } from '../cache';

/** A checker, the files that it reads, and a fault that it must find. */
interface Checker {
  readonly name: string;
  readonly tool: string;
  readonly folder: string;
  readonly command: (files: string[]) => string[];
  /** Whether it reads the files of one pipeline at a time. */
  readonly isAlone?: boolean;
  readonly faults: { readonly file: string; readonly text: string | RegExp; readonly wrong: string; readonly ofMany?: boolean }[];
}

/** The forges that read GitHub's workflows. Their folders differ, and so do the faults that are planted. */
const DIALECTS: Checker[] = ['.gitea/workflows', '.forgejo/workflows'].flatMap(folder => [
  {
    name: `schema of GitHub, for ${folder}`,
    tool: 'check-jsonschema',
    folder,
    command: files => ['check-jsonschema', '--builtin-schema', 'vendor.github-workflows', ...files],
    faults: [{ file: 'build.yml', text: 'runs-on:', wrong: 'run-on:' }],
  },
  {
    name: `actionlint, for ${folder}`,
    tool: 'actionlint',
    folder,
    // It knows no actions with an address, and takes the labels of one's own runners for unknown ones of GitHub.
    command: files => ['actionlint', '-ignore', 'specifying action "https?://[^"]+" in invalid format', '-ignore', 'label "docker" is unknown', ...files],
    faults: [
      { file: 'release.yml', text: 'needs: publish', wrong: 'needs: publsh' },
      { file: 'release.yml', text: '"$IMAGE@$DIGEST"', wrong: '$IMAGE@$DIGEST' },
      { file: 'release.yml', text: 'needs.publish.outputs.digest', wrong: 'needs.publish.outputs.digset' },
    ],
  },
]);

/** What an auditor would ask of the repository, and not of its workflows. */
const ZIZMOR = '{ "rules": { "secrets-outside-env": { "disable": true }, "self-hosted-runner": { "disable": true } } }';

const CHECKERS: Checker[] = [
  ...DIALECTS,
  {
    name: 'schema of Woodpecker',
    tool: 'check-jsonschema',
    folder: '.woodpecker',
    command: files => ['check-jsonschema', '--builtin-schema', 'vendor.woodpecker-ci', ...files],
    faults: [{ file: 'release.yaml', text: '\nlabels:', wrong: '\nlables:' }, { file: 'build.yaml', text: '    settings:', wrong: '    setting:' }],
  },
  {
    name: 'shellcheck of the commands for Woodpecker',
    tool: 'shellcheck',
    folder: '.woodpecker',
    command: files => checkScripts(files.flatMap(commandsOf)),
    faults: [{ file: 'release.yaml', text: '"$IMAGE@$built"', wrong: '$IMAGE@$built' }],
  },
  {
    name: 'shellcheck of the script',
    tool: 'shellcheck',
    folder: 'ci',
    command: files => ['shellcheck', '--severity=style', ...files],
    faults: [{ file: 'images.sh', text: '"$IMAGE@$DIGEST"', wrong: '$IMAGE@$DIGEST' }],
  },
  {
    name: 'schema of GitLab',
    tool: 'check-jsonschema',
    folder: '.gitlab/images',
    command: files => ['check-jsonschema', '--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci', ...files],
    faults: [{ file: 'release.yml', text: 'resource_group:', wrong: 'resource_groups:' }, { file: 'build.yml', text: '  services:', wrong: '  service:' }],
  },
  {
    name: 'gitlab-ci-local, which reads all files together',
    isAlone: true,
    tool: 'gitlab-ci-local',
    folder: '.gitlab/images',
    command: files => ['sh', '-c', `printf 'stages: [build, test, deploy, images]\\ninclude: [{ local: "%s/*.yml" }]\\n' "\${1%/*}" | sed "s,$PWD/,," > .gitlab-ci.yml
git -c core.excludesFile= add --all; git -c user.name=e2e -c user.email=e2e@localhost commit -qm sample; git remote add origin https://gitlab.example.com/acme/images.git
shift
for file in .gitlab-ci.yml "$@"; do gitlab-ci-local --file "\${file#$PWD/}" --list-csv-all || exit 1; done`, 'sh', files[0], ...childrenOf(files)],
    faults: [
      { file: 'child/release.yml', text: '    - images:release-server:build\n', wrong: '    - images:release-server:biuld\n', ofMany: true },
      { file: 'child/build.yml', text: 'extends: .images:build:verify', wrong: 'extends: .images:build:verfiy', ofMany: true },
      { file: 'build.yml', text: '"extends":".images:build-client"', wrong: '"extends":".images:build-cleint"', ofMany: true },
      { file: 'release.yml', text: '- job: images:release:build\n', wrong: '- job: images:release:biuld\n' },
      { file: 'build.yml', text: 'extends: .images:build', wrong: 'extends: .images:biuld' },
    ],
  },
  {
    name: 'shellcheck of the scripts for GitLab',
    tool: 'shellcheck',
    folder: '.gitlab/images',
    // Variables that a job gets from its file or from GitLab.
    command: files => checkScripts(files.flatMap(scriptsOf), '--exclude', 'SC2153,SC2154'),
    faults: [{ file: 'release.yml', text: '"$IMAGE@$built"', wrong: '$IMAGE@$built' }],
  },
  {
    name: 'schema of GitHub',
    tool: 'check-jsonschema',
    folder: '.github/workflows',
    command: files => ['check-jsonschema', '--builtin-schema', 'vendor.github-workflows', ...files],
    faults: [{ file: 'build.yml', text: 'runs-on:', wrong: 'run-on:' }],
  },
  {
    name: 'actionlint',
    tool: 'actionlint',
    folder: '.github/workflows',
    // It does not know concurrency.queue yet, which GitHub has since May 2026: the schema checks it.
    command: files => ['actionlint', '-ignore', 'unexpected key "queue" for "concurrency" section', ...files],
    faults: [
      { file: 'release.yml', text: 'needs: publish', wrong: 'needs: publsh' },
      { file: 'release.yml', text: '"$IMAGE@$DIGEST"', wrong: '$IMAGE@$DIGEST' },
      { file: 'release-tag.yml', text: 'needs.tag.outputs.tag }}', wrong: 'needs.tag.outputs.tga }}' },
    ],
  },
  {
    name: 'zizmor, auditor',
    tool: 'zizmor',
    folder: '.github/workflows',
    command: files => ['sh', '-c', `echo '${ZIZMOR}' > zizmor.yml; zizmor --offline --no-progress --persona auditor --config zizmor.yml "$@"`, 'sh', ...files],
    faults: [
      { file: 'build.yml', text: 'persist-credentials: false', wrong: 'fetch-depth: 1' },
      { file: 'release.yml', text: /uses: actions\/checkout@[0-9a-f]{40}/, wrong: 'uses: actions/checkout@v7' },
    ],
  },
];

/** Where the documentation shows how a CI calls the script, the files in it, and their schemas. */
const SNIPPETS = {
  page: join(__dirname, '../../docs/reference/script.md'),
  schemas: { 'azure-pipelines.yml': 'azure-pipelines', 'pipeline.yml': 'buildkite', 'config.yml': 'circle-ci', 'bitbucket-pipelines.yml': 'bitbucket-pipelines' },
};

const ECR = ImageRegistry.ecr({ account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/publish' });

/** Pipelines that the combinations of options do not have. */
const SHAPES: Record<string, () => Record<string, string>> = {
  'several platforms': () => workflows(),
  'GitHub\'s own registry': () => workflows({ registry: 'ghcr.io' }),
  'logins before the build, as GitHub alone has them': () => workflows({ registry: 'ghcr.io', logins: [ImageRegistry.ghcr(), ECR], forges: [Forge.github()] }),
  'logins without a secret': () => workflows({
    registry: ECR.host,
    registryLogin: ECR,
    furtherRegistries: [
      ImageRegistry.artifactRegistry({
        location: 'europe-west1',
        workloadIdentityProvider: 'projects/123456789/locations/global/workloadIdentityPools/forges/providers/github',
        serviceAccount: 'publish@acme.iam.gserviceaccount.com',
      }),
      ImageRegistry.acr({ name: 'acmeimages', clientId: '11111111-2222-3333-4444-555555555555', tenantId: '11111111-2222-3333-4444-555555555555' }),
    ],
    forges: [Forge.github()],
  }),
  'archives': () => workflows({ images: [{ image: device(detachedRoot(), 'router'), repository: 'acme/router', smokeTests: [{ command: ['/hello'] }] }] }),
  'archives of two of three images': () => {
    const root = detachedRoot();
    const images = [device(root, 'router'), device(root, 'switch', PLATFORMS.slice(0, 2), TargetProfile.generic()), image(root, 'server')];
    return workflows({ images: images.map(each => ({ image: each, repository: `acme/${each.node.id}` })), furtherRegistries: [ImageRegistry.dockerHub()] });
  },
  'tags of builds, a scheduled build, and dated releases': () => workflows({
    registry: 'ghcr.io',
    rebuildSchedule: '0 3 * * 1',
    scan: VulnerabilityScan.grype(),
    cache: PipelineCache.forge(),
    release: ReleaseScheme.onMerge(),
    tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit(), ImageTag.change()],
  }),
  'releases of each image': () => workflows({ images: withReleases(detachedRoot()), sbom: true, signing: ImageSigning.key(), furtherRegistries: [ImageRegistry.dockerHub()] }),
  'a prefix of the git tags': () => workflows({ release: ReleaseScheme.upstream(VERSION, 'mt', { gitTagPrefix: '@acme/hello@' }) }),
  'layers in a registry without a secret': () => workflows({
    registry: ECR.host, registryLogin: ECR, logins: [ECR], cache: PipelineCache.registry(), forges: [Forge.github()],
  }),
  ...Object.fromEntries([
    ImageBuilder.remote([
      { endpoint: 'tcp://amd64.example.com:1234', platforms: [Platform.LINUX_AMD64] },
      { endpoint: 'tcp://10.0.0.2:1234', platforms: [Platform.LINUX_ARM64], serverName: 'arm64', certificates: { keySecret: 'ARM_KEY' } },
    ]),
    ImageBuilder.kubernetes({ platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64], namespace: 'builds', nodeSelector: { pool: 'big' }, kubeconfigSecret: 'CLUSTER' }),
    ImageBuilder.dockerCloud('acme/default'),
    ImageBuilder.depot('abc123'),
  ].map(builder => [`the builder ${builder.driver}`, () => workflows({ builder })])),
  'steps, and builds of changes, as GitHub alone has them': () => workflows({
    tags: [ImageTag.newest(), ImageTag.change()],
    steps: {
      beforeBuild: [{ name: 'Generate', commands: ['make generate'], secrets: ['NPM_TOKEN'] }],
      afterVerify: [{ name: 'Integration tests', commands: ['test -s "$ARCHIVE"'], platforms: [Platform.LINUX_AMD64] }],
    },
    forges: [Forge.github()],
  }),
  ...Object.fromEntries([GitlabBuilder.DIND, GitlabBuilder.ROOTLESS].map(builder => [`images on images, on GitLab with ${builder}`, () => {
    const [server, client] = withTwo(detachedRoot());
    const above = Object.assign(image(detachedRoot(), 'above', PLATFORMS, { contexts: { base: NamedContext.image(server.image), other: NamedContext.image(client.image) } }), { dockerfile: 'above/Dockerfile' });
    return workflows({ images: [{ image: above, repository: 'acme/above' }, server, client], cache: PipelineCache.registry(), sbom: true, forges: [Forge.gitlab({ builder })] });
  }])),
  'three different images': () => workflows({ registry: 'ghcr.io', cache: PipelineCache.forge(), images: withThree(detachedRoot()), furtherRegistries: [ImageRegistry.dockerHub()], hostedBot: {} }),
  'three different images, with everything': () => workflows({
    images: withThree(detachedRoot()),
    furtherRegistries: [ImageRegistry.dockerHub()],
    logins: [ImageRegistry.dockerHub()],
    cache: PipelineCache.registry(),
    signing: ImageSigning.keyless(),
    sbom: true,
    scan: VulnerabilityScan.grype(),
    rebuildSchedule: '0 3 * * 1',
    tags: [ImageTag.newest(), ImageTag.edge(), ImageTag.commit(), ImageTag.change()],
    forges: [Forge.github()],
  }),
  '200 images': () => workflows({
    images: Array.from({ length: 200 }, (_, i) => ({ image: image(detachedRoot(), `hello${i}`, PLATFORMS.slice(0, 2)), repository: `acme/hello${i}`, smokeTests: [{ command: ['/hello'] }] })),
    forges: [Forge.github()],
  }),
  'one platform, no smoke test, released by hand': () => workflows({
    images: [{ image: image(detachedRoot(), 'hello', [Platform.LINUX_AMD64]), repository: 'acme/hello' }],
    release: ReleaseScheme.byHand(),
    renovate: undefined,
    ignoredPaths: [],
  }),
  'smoke tests on some platforms': () => workflows({
    images: [{
      image: image(detachedRoot(), 'hello', [...PLATFORMS, Platform.LINUX_MIPSLE]),
      repository: 'acme/hello',
      smokeTests: [{ command: ['/hello'] }, { command: ['/hello', "it's ${HOME}"], platforms: [Platform.LINUX_AMD64] }],
    }],
  }),
};

/** An image whose releases have archives. */
function device(scope: Construct, id: string, platforms = PLATFORMS, target = TargetProfile.routerOs()) {
  return Object.assign(image(scope, id, platforms, { archives: true, target }), { dockerfile: `${id}/Dockerfile` });
}

/** Images with different platforms, secrets, keys, arguments and smoke tests, two of them in one repository. */
function withThree(scope: Construct) {
  const [server, client, packed] = [
    image(scope, 'server', PLATFORMS.slice(0, 2), { secrets: { index_url: BuildSecret.environment('INDEX_URL') }, ssh: { default: SshSource.agent() }, buildArgs: { LEVEL: 'high ${{ 1 }}' } }),
    image(scope, 'client', PLATFORMS.slice(1), { secrets: { index_url: BuildSecret.environment('INDEX_URL'), other: BuildSecret.environment('OTHER') } }),
    image(scope, 'packed', PLATFORMS.slice(0, 1)),
  ].map(each => Object.assign(each, { dockerfile: `${each.node.id}/Dockerfile` }));
  return [
    { image: server, repository: 'acme/server', smokeTests: [{ command: ['/hello'] }] },
    { image: client, repository: 'acme/client', smokeTests: [{ command: ['/hello', "it's ${HOME}"] }, { command: ['/hello'], platforms: [Platform.LINUX_ARM64] }] },
    { image: packed, repository: 'acme/client', tagSuffix: 'packed' },
  ];
}

/** Four images with three schemes: two of them are released together. */
function withReleases(scope: Construct) {
  const api = ReleaseScheme.byHand('v*', { gitTagPrefix: 'api-' });
  const schemes = { server: undefined, api, worker: api, docs: ReleaseScheme.calendar('0 4 * * 1', 'v', { gitTagPrefix: 'docs/' }) };
  return Object.entries(schemes).map(([id, release]) => ({ image: image(scope, id), repository: `acme/${id}`, release, smokeTests: [{ command: ['/hello'] }] }));
}

function withTwo(scope: Construct) {
  return ['server', 'client'].map(id => ({ image: image(scope, id), repository: `acme/${id}`, smokeTests: [{ command: ['/hello'] }] }));
}

const bin = join(CACHE, 'bin');
const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
let failed = 0;

spawnSync(join(__dirname, 'ci-tools.sh'), ['install', 'lint', 'exec'], { stdio: ['ignore', 'inherit', 'inherit'] });
const missing = [...new Set(CHECKERS.map(({ tool }) => tool))].filter(tool => !existsSync(join(bin, tool)));
if (missing.length > 0) {
  console.error(`Not to be had on this machine: ${missing.join(', ')}.`);
  process.exit(3);
}

for (const [shape, make] of Object.entries(SHAPES)) check(shape, directory => write(directory, make()));
for (const forge of FORGES) checkCombinations(forge);
report('each option is in a combination', listUnchosen(FORGES).join() === 'ImagePipelineProps.forges', listUnchosen(FORGES).join('\n'));
for (const project of [...examples(), ...process.argv.slice(2)]) check(basename(project), directory => copyWorkflows(project, directory));
for (const [file, schema] of Object.entries(SNIPPETS.schemas)) checkSnippet(file, schema);
for (const checker of CHECKERS) checker.faults.forEach(fault => plant(checker, fault));
console.log(failed === 0 ? '\nall checks passed' : `\n${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function check(what: string, fill: (directory: string) => void): void {
  inRepository(fill, directory => {
    for (const checker of CHECKERS) {
      if (!existsSync(join(directory, checker.folder))) continue;
      const { ok, output } = run(checker, directory, filesIn(join(directory, checker.folder)));
      report(`${what}: ${checker.name}`, ok, output);
    }
  });
}

/** Each two choices of options in a pipeline, and what the checkers of the forge say about all these pipelines. */
function checkCombinations(forge: ForgeChoices): void {
  const combinations = combine(forge);
  const errors = combinations.flatMap(each => each.errors.map(({ what }) => what));
  report(`${combinations.length} combinations for ${forge.name} are accepted`, errors.length === 0, errors.join('\n'));
  for (const checker of CHECKERS.filter(({ folder }) => folder === forge.folder)) {
    const parts = checker.isAlone ? combinations.map(each => [each]) : [combinations];
    const outputs = parts.map(part => inRepository(
      directory => part.forEach(({ files }, i) => write(join(directory, `${i}`), files)),
      directory => run(checker, directory, part.flatMap(({ files }, i) => Object.keys(files).map(path => join(directory, `${i}`, path)))),
    ));
    report(`${combinations.length} combinations for ${forge.name}: ${checker.name}`, outputs.every(({ ok }) => ok), outputs.map(({ output }) => output).join(''));
  }
}

function checkSnippet(file: string, schema: string): void {
  const [, , text] = new RegExp(`\`\`\`yaml\\n# (${file.replace('.', '\\.')})\\n([^]*?)\`\`\``).exec(readFileSync(SNIPPETS.page, 'utf8')) ?? [];
  const ask = (content: string) => {
    const directory = mkdtempSync(join(tmpdir(), 'imagewright-lint-'));
    writeFileSync(join(directory, file), content);
    // Some of these schemas have patterns that are valid without the flag "u" only.
    const { status, stdout, stderr } = spawnSync('check-jsonschema', ['--builtin-schema', `vendor.${schema}`, '--regex-variant', 'nonunicode', join(directory, file)], { encoding: 'utf8', env });
    rmSync(directory, { recursive: true });
    return { ok: status === 0, output: stdout + stderr };
  };
  const { ok, output } = text === undefined ? { ok: false, output: 'it is not on the page' } : ask(text);
  report(`the schema of ${schema} accepts the example`, ok, output);
  report(`the schema of ${schema} finds a list where none can be`, text !== undefined && !ask(text.replace(/^(pipelines|steps|jobs):/m, '$1: 1\nother:')).ok, 'it found nothing');
}

function plant(checker: Checker, { file, text, wrong, ofMany }: Checker['faults'][number]): void {
  inRepository(directory => write(directory, workflows(ofMany ? { images: withTwo(detachedRoot()) } : {})), directory => {
    const path = join(directory, checker.folder, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(text, () => wrong);
    if (after === before) throw new Error(`Nothing to replace in ${file}: ${text}`);
    writeFileSync(path, after);
    report(`${checker.name} finds ${JSON.stringify(wrong.trim())}`, !run(checker, directory, filesIn(join(directory, checker.folder))).ok, 'it found nothing');
  });
}

/** zizmor wants a repository, which it looks for in the folder. */
function inRepository<T>(fill: (directory: string) => void, use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'imagewright-lint-'));
  spawnSync('git', ['init', '-q', directory]);
  fill(directory);
  const result = use(directory);
  rmSync(directory, { recursive: true });
  return result;
}

function filesIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter(file => /\.(?:ya?ml|sh)$/.test(file)).sort().map(file => join(folder, file));
}

function run(checker: Checker, directory: string, files: string[]): { ok: boolean; output: string } {
  const [head, ...tail] = checker.command(files);
  const { status, stdout, stderr } = spawnSync(head, tail, { cwd: directory, encoding: 'utf8', env });
  return { ok: status === 0, output: stdout + stderr };
}

/** Checks scripts on all CPUs, each text once. */
function checkScripts(files: string[], ...options: string[]): string[] {
  const texts = new Map(files.map(file => [readFileSync(file, 'utf8'), file]));
  return ['sh', '-c', `printf '%s\\0' "$@" | xargs -0 -n 20 -P "$(nproc)" shellcheck --shell=sh ${options.join(' ')}`, 'sh', ...texts.values()];
}

/** Writes the script of each job of GitLab into a file of its own, and names these files. */
function scriptsOf(file: string): string[] {
  return Object.entries<{ script?: string[] }>(parse(readFileSync(file, 'utf8'))).flatMap(([, { script }], i) => {
    if (script === undefined) return [];
    const name = `${file}.${i}.sh`;
    writeFileSync(name, `${script.join('\n')}\n`);
    return [name];
  });
}

/** The child pipelines of GitLab: for the jobs of a build, a file with all that its first job can print. */
function childrenOf(files: string[]): string[] {
  return files.filter(file => file.includes('/child/')).map(file => {
    const parent = parse(readFileSync(file.replace('/child/', '/'), 'utf8'));
    const table = Object.values<{ script?: string[] }>(parent).flatMap(({ script = [] }) => script.flatMap(each => /<<'ROWS'\n([^]*)\nROWS\n$/.exec(each)?.[1] ?? []))[0];
    if (table === undefined) return file;
    const rows = readRows(Buffer.from(table), file, 'job') as JobRow[];
    const jobs = printJobRows({ images: [], all: 0, others: [], levels: 1, changes: 0, notes: [] }, rows);
    const none = printJobRows({ images: [], all: 0, others: [], levels: 1, changes: 0, notes: [] }, rows.filter(row => row.file === undefined));
    writeFileSync(`${file}.all`, `${readFileSync(file, 'utf8')}${jobs}${none}`);
    return `${file}.all`;
  });
}

/** Writes the commands of each step into a file of its own, as Woodpecker runs them, and names these files. */
function commandsOf(file: string): string[] {
  const { steps } = parse(readFileSync(file, 'utf8'));
  return steps.flatMap((step: { commands?: string[]; environment?: object }, i: number) => {
    if (step.commands === undefined) return [];
    const script = `${file}.${i}.sh`;
    writeFileSync(script, `${step.commands.join('\n')}\n`.replaceAll('$${', '${'));
    return [script];
  });
}

function examples(): string[] {
  const folder = join(__dirname, '../../examples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map(name => join(folder, name)).filter(path => CHECKERS.some(checker => existsSync(join(path, checker.folder))));
}

function copyWorkflows(from: string, to: string): void {
  for (const folder of new Set(CHECKERS.map(checker => checker.folder))) {
    if (existsSync(join(from, folder))) cpSync(join(from, folder), join(to, folder), { recursive: true });
  }
}

function report(name: string, ok: boolean, detail: string): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok ? '' : `\n${detail.replace(/^/gm, '     ')}`}`);
  if (!ok) failed++;
}
