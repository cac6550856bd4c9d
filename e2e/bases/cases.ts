import { join } from 'node:path';
import { PYPI } from './tree/pypi';
import { ADDRESS } from './tree/tree';
import { Check } from '../checks/check';
import * as files from '../checks/files';
import * as service from '../checks/service';

/** A service on a base image, whose build asks package registries. */
export interface Case {
  readonly name: string;
  /** The build context, which holds the Dockerfile. */
  readonly folder: string;
  readonly platforms: readonly string[];
  /** Of them, those that are built for every change, and whether they are run; by default none. */
  readonly ci?: Readonly<Record<string, 'run' | 'build'>>;
  /** The texts of the build's secrets. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly checks: readonly Check[];
}

const FOLDER = join(__dirname, 'cases');
const EXAMPLES = join(__dirname, '../../examples');
const AMD64 = 'linux/amd64';
const ARM64 = 'linux/arm64';

/** As a team's own mirror would be configured. */
const MAVEN_SETTINGS = `<settings>
  <mirrors>
    <mirror><id>registry</id><mirrorOf>*</mirrorOf><url>${ADDRESS}/maven</url></mirror>
  </mirrors>
</settings>
`;

/** What needs no container. */
export const FILE_CHECKS = [files.platform, files.cpu];

/** Another CPU is emulated, and slow to start. */
function serviceChecks(expected: service.Service): Check[] {
  return [...FILE_CHECKS, service.nonRoot, service.answers({ starts: 180, ends: 10, ...expected })];
}

/** Dockerfiles as teams write them by hand. An example of ours is a case too: its folder is below `examples/`, and its manifest is verified. */
export const CASES: readonly Case[] = [
  {
    name: 'python',
    folder: join(FOLDER, 'python'),
    platforms: [AMD64],
    secrets: { index_url: PYPI },
    checks: serviceChecks({ port: 8000, path: '/healthz', says: /^orders, libpq \d+$/m, user: '10001:10001', signalsItself: true }),
  },
  {
    name: 'node',
    folder: join(FOLDER, 'node'),
    platforms: [AMD64, ARM64],
    checks: serviceChecks({ port: 3000, path: '/', says: /^web, node v22\.\d+\.\d+ uid 65532$/m, user: '65532:65532' }),
  },
  {
    name: 'static',
    folder: join(FOLDER, 'static'),
    platforms: [AMD64, ARM64],
    checks: serviceChecks({ port: 8080, path: '/', says: /<title>site<\/title>/, user: '101:101', writable: ['/tmp'] }),
  },
  {
    name: 'java',
    folder: join(FOLDER, 'java'),
    platforms: [AMD64],
    secrets: { maven_settings: MAVEN_SETTINGS },
    checks: serviceChecks({
      port: 8080,
      path: '/',
      says: /^billing, java 21\./m,
      user: '10001:10001',
      healthcheck: false,
      writable: ['/tmp'],
      code: 143, // what Java makes of SIGTERM
    }),
  },
  {
    name: 'python-service',
    folder: join(EXAMPLES, 'python-service'),
    platforms: [AMD64],
    ci: { [AMD64]: 'run' },
    secrets: { index_url: PYPI },
    checks: serviceChecks({ port: 8000, path: '/healthz', says: /^orders, libpq \d+$/m, user: '10001:10001', signalsItself: true }),
  },
  {
    name: 'node-service',
    folder: join(EXAMPLES, 'node-service'),
    platforms: [AMD64, ARM64],
    ci: { [AMD64]: 'run', [ARM64]: 'build' },
    checks: serviceChecks({ port: 3000, path: '/', says: /^web, node v22\.\d+\.\d+ uid 65532$/m, user: '65532:65532' }),
  },
  {
    name: 'static-site',
    folder: join(EXAMPLES, 'static-site'),
    platforms: [AMD64, ARM64],
    ci: { [AMD64]: 'run', [ARM64]: 'build' },
    checks: serviceChecks({ port: 8080, path: '/', says: /<title>site<\/title>/, user: '101:101', writable: ['/tmp'] }),
  },
  {
    name: 'jvm-service',
    folder: join(EXAMPLES, 'jvm-service'),
    platforms: [AMD64],
    ci: { [AMD64]: 'run' },
    checks: serviceChecks({
      port: 8080,
      path: '/',
      says: /^billing, java 21\./m,
      user: '65532:65532',
      healthcheck: false,
      writable: ['/tmp'],
      code: 143,
    }),
  },
];
