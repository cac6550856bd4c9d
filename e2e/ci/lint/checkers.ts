import { checkScripts, childrenOf, commandsOf, scriptsOf } from './scripts';

/** A checker, the files that it reads, and a fault that it must find. */
export interface Checker {
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

export const CHECKERS: Checker[] = [
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

/** Whether a checker reads the file at a path of the repository. */
export function isChecked(path: string, { folder }: Checker): boolean {
  return path.startsWith(`${folder}/`) && /\.(?:ya?ml|sh)$/.test(path);
}
