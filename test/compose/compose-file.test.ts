import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { composeOf, composeProblems, serviceImage } from './samples';
import { ComposeService } from '../../src/compose';
import { Platform } from '../../src/core';
import { Mount } from '../../src/dockerfile';
import { BuildCache, BuildSecret, NamedContext, SshSource } from '../../src/image';
import { detachedRoot } from '../support/root';

const POSTGRES = `postgres:17@sha256:${'0'.repeat(64)}`;

/** One service of the file, read by a parser. */
function serviceOf(text: string, name = 'web'): Record<string, unknown> {
  return (parse(text) as { services: Record<string, Record<string, unknown>> }).services[name];
}

test('a service has the settings of its image, and what Compose needs to build it', () => {
  const image = serviceImage(detachedRoot(), 'Web', {}, stage => {
    stage.env({ LEVEL: 'info', PATH: '/app:/bin' });
    stage.expose(['8000', '53/udp']);
    stage.volume(['/var/lib/app']);
    stage.user('10001:10001');
    stage.stopSignal('SIGINT');
    stage.healthcheck(['/app/health', '$HOME'], { interval: '30s', retries: 2 });
  });
  image._addTemporaryDirectory('/run/app');
  expect(composeOf({ web: ComposeService.of(image) })).toBe(`# Generated.

services:
  web:
    image: '\${IMAGE_REGISTRY:+\${IMAGE_REGISTRY:-}/}web:\${OCI_VERSION:-dev}'
    build:
      context: .
      dockerfile: Dockerfile
      args:
        OCI_VERSION: '\${OCI_VERSION:-dev}'
    user: '10001:10001'
    environment:
      LEVEL: info
    ports:
      - '127.0.0.1:8000:8000'
      - 127.0.0.1:53:53/udp
    volumes:
      - type: volume
        source: web-var-lib-app
        target: /var/lib/app
      - type: tmpfs
        target: /run/app
    healthcheck:
      test:
        - CMD
        - /app/health
        - $$HOME
      interval: 30s
      retries: 2
    stop_signal: SIGINT

volumes:
  web-var-lib-app: {}
`);
});

test('options replace the settings of the image, and other services are added', () => {
  const image = serviceImage(detachedRoot(), 'Web', {}, stage => {
    stage.env({ LEVEL: 'info' });
    stage.expose(['8000']);
    stage.volume(['/var/lib/app', '/cache']);
    stage.healthcheckShell(['test -e /ready']);
  });
  const text = composeOf({
    web: ComposeService.of(image, {
      command: ['--level', '$LEVEL'],
      environment: { LEVEL: 'debug', COST: '5 $' },
      passedEnvironment: ['TOKEN'],
      ports: ['8080:8000'],
      volumes: ['./data:/var/lib/app/', 'cache:/cache:ro'],
      platform: Platform.LINUX_ARM64,
      dependsOn: ['db'],
    }),
    db: ComposeService.pulled(POSTGRES, { volumes: ['data:/var/lib/postgresql/data'] }),
    worker: ComposeService.of(image, { dependsOn: ['web', 'db'] }),
  });
  expect(serviceOf(text)).toMatchObject({
    platform: 'linux/arm64',
    command: ['--level', '$$LEVEL'],
    environment: { LEVEL: 'debug', COST: '5 $$', TOKEN: '${TOKEN?}' },
    ports: ['8080:8000'],
    volumes: ['./data:/var/lib/app/', 'cache:/cache:ro'],
    healthcheck: { test: ['CMD-SHELL', 'test -e /ready'] },
    depends_on: { db: { condition: 'service_started' } },
  });
  expect(serviceOf(text, 'db')).toEqual({ image: POSTGRES, volumes: ['data:/var/lib/postgresql/data'] });
  expect(serviceOf(text, 'worker').depends_on).toEqual({ web: { condition: 'service_healthy' }, db: { condition: 'service_started' } });
  expect((parse(text) as { volumes: object }).volumes).toEqual({ 'cache': {}, 'data': {}, 'worker-var-lib-app': {}, 'worker-cache': {} });
});

test('secrets, SSH, arguments, caches and contexts are passed to the build', () => {
  const root = detachedRoot();
  const base = serviceImage(root, 'Base');
  const image = serviceImage(root, 'Web', {
    secrets: { index: BuildSecret.environment('INDEX_URL'), settings: BuildSecret.file('~/set$tings.xml'), local: BuildSecret.file('token.txt') },
    ssh: { default: SshSource.agent(), deploy: SshSource.keyFile('~/.ssh/deploy') },
    buildArgs: { LEVEL: 'a$b${c}' },
    cacheFrom: [BuildCache.registry('ghcr.io/acme/web:cache')],
    contexts: { base: NamedContext.image(base), shared: NamedContext.directory('shared'), tools: NamedContext.registry(POSTGRES) },
  }, stage => {
    stage.arg('LEVEL', 'low');
    stage.run(['true'], { mounts: [Mount.secret({ id: 'index' })] });
  });
  image.addRequiredArg('CHANNEL');
  const text = composeOf({ web: ComposeService.of(image), base: ComposeService.of(base) }, { path: 'deploy/compose.yaml' }, 'apps/web');
  expect(serviceOf(text).build).toEqual({
    context: '../apps/web',
    dockerfile: 'Dockerfile',
    args: { OCI_VERSION: '${OCI_VERSION:-dev}', CHANNEL: '${CHANNEL?}', LEVEL: 'a$$b$${c}' },
    secrets: ['index', 'settings', 'local'],
    ssh: ['default', 'deploy=${HOME?}/.ssh/deploy'],
    additional_contexts: { base: 'service:base', shared: '../apps/web/shared', tools: `docker-image://${POSTGRES}` },
    cache_from: ['type=registry,ref=ghcr.io/acme/web:cache'],
  });
  expect((parse(text) as { secrets: object }).secrets).toEqual({
    index: { environment: 'INDEX_URL' }, settings: { file: '${HOME?}/set$$tings.xml' }, local: { file: '../apps/web/token.txt' },
  });
});

test('two images may have one id for different secrets', () => {
  const root = detachedRoot();
  const withSecret = (id: string, variable: string) => serviceImage(root, id, { secrets: { token: BuildSecret.environment(variable) } });
  const text = composeOf({
    one: ComposeService.of(withSecret('One', 'A')), two: ComposeService.of(withSecret('Two', 'B')), three: ComposeService.of(withSecret('Three', 'A')),
  });
  expect(['one', 'two', 'three'].map(name => (serviceOf(text, name).build as { secrets: unknown }).secrets)).toEqual([
    ['token'], [{ source: 'two-token', target: 'token' }], ['token'],
  ]);
  expect((parse(text) as { secrets: object }).secrets).toEqual({ 'token': { environment: 'A' }, 'two-token': { environment: 'B' } });
});

test('an image for one platform is built and run for it; a health check that the image disables stays disabled', () => {
  const image = serviceImage(detachedRoot(), 'Web', { platforms: [Platform.LINUX_ARM_V7] }, stage => stage.noHealthcheck());
  expect(serviceOf(composeOf({ web: ComposeService.of(image) }))).toMatchObject({ platform: 'linux/arm/v7', healthcheck: { disable: true } });
});

describe('problems', () => {
  const db = (...dependsOn: string[]) => ComposeService.pulled(POSTGRES, { dependsOn });

  test.each<[string, Record<string, ComposeService>, string]>([
    ['no service', {}, 'compose/no-service: The Compose file has no service. It would start nothing. Pass at least one: services: { web: ComposeService.of(image) }.'],
    ['a name', { 'my db': db() }, 'compose/service: "my db" cannot be the name of a service. It is the name by which other containers find the service, and a part '
      + 'of the names of its containers. Use at most 63 lower-case letters, digits, "_" and "-", and begin with a letter or digit.'],
    ['a service that is not declared', { db: db('dbs') }, 'compose/depends-on: The service "db" depends on "dbs", which is not declared. Did you mean "db"? '
      + 'Compose would reject the file. Declare the service, or choose from: db.'],
    ['a name that every object has', { db: db('__proto__') }, 'compose/depends-on: The service "db" depends on "__proto__", which is not declared. '
      + 'Compose would reject the file. Declare the service, or choose from: db.'],
    ['a ring', { a: db('b'), b: db('c'), c: db('a') }, 'compose/depends-on: The services wait for one another: a → b → c → a. '
      + 'Compose would reject the file: none of them could start first. Remove one of these dependencies.'],
  ])('%s', (_, services, expected) => {
    expect(composeProblems(services).map(({ id, what, why, fix }) => `${id}: ${what} ${why} ${fix}`)).toEqual([expected]);
  });

  test('a context that no service builds', () => {
    const root = detachedRoot();
    const image = serviceImage(root, 'Web', { contexts: { base: NamedContext.image(serviceImage(root, 'Base')) } });
    expect(composeProblems({ web: ComposeService.of(image) }).map(({ id, what }) => `${id}: ${what}`)).toEqual([
      'compose/context: The image "Web" is built from the image "Base", which is no service of compose.yaml.',
    ]);
  });
});
