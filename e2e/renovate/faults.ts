import { Repository } from './repository';

/** Something that makes updates incomplete, and what has to be said about it. */
export interface Fault {
  readonly name: string;
  readonly told: RegExp;
  plant(repository: Repository): void;
}

interface Config {
  customManagers: { description: string; matchStrings: string[] }[];
  packageRules: { description: string; matchPackageNames?: string[]; matchFileNames?: string[] }[];
}

const OTHER = `sha256:${'1'.repeat(64)}`;

/** They do not touch each other, so that all of them can be in one repository. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'a manager that is missing leaves BuildKit in the pipelines as it is',
    told: /^renovate\/moby-buildkit\S* leaves \.github\/workflows\/build\.yml stale/,
    plant: repository => edit(repository, 'renovate.json', config => ({
      ...config, customManagers: config.customManagers.filter(({ description }) => !description.startsWith('BuildKit')),
    })),
  },
  {
    name: 'a value that stands in a generated file only is updated',
    told: /^renovate\/\S* is an orphan: it changes \.woodpecker\/build\.yaml/,
    plant: repository => {
      repository.write('.woodpecker/build.yaml', repository.read('.woodpecker/build.yaml').replace(/node:24-alpine@sha256:[0-9a-f]{64}/, `acme/node:24-alpine@${OTHER}`));
      edit(repository, 'renovate.json', config => ({
        ...config,
        packageRules: config.packageRules.map(rule => (rule.matchPackageNames?.includes('node') === true && rule.matchFileNames !== undefined
          ? { ...rule, matchPackageNames: [...rule.matchPackageNames, 'acme/node'] } : rule)),
      }));
    },
  },
  {
    name: 'a rule for one file splits a branch',
    told: /^the patch of golang \(docker\) 1\.26\.3-alpine is split/,
    plant: repository => edit(repository, 'renovate.json', config => ({
      ...config, packageRules: [...config.packageRules, { description: 'a fault', matchFileNames: ['Dockerfile'], matchPackageNames: ['golang'], branchTopic: 'elsewhere' }],
    })),
  },
  {
    name: 'a tag that is not compared as a version gets no update',
    told: /^tonistiigi\/binfmt \(docker\) qemu-v10\.2\.3-68 of versions\.json gets no update/,
    plant: repository => edit(repository, 'renovate.json', config => ({
      ...config, packageRules: config.packageRules.filter(({ description }) => description !== 'Versions of binfmt'),
    })),
  },
];

function edit(repository: Repository, path: string, change: (config: Config) => object): void {
  repository.write(path, `${JSON.stringify(change(JSON.parse(repository.read(path)) as Config), null, 2)}\n`);
}
