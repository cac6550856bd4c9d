import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesOf, github, gitlab, pipelineOf, woodpecker } from './samples';
import { Forge, ImagePipelineProps, ImageRegistry, ImageTag } from '../../src/ci';
import { Problems, _formatReport } from '../../src/core';

const UUID = '11111111-2222-3333-4444-555555555555';
const AWS = { account: '123456789012', region: 'eu-central-1', role: 'arn:aws:iam::123456789012:role/ci/publish' };
const GOOGLE = {
  location: 'europe-west1',
  workloadIdentityProvider: 'projects/123456789/locations/global/workloadIdentityPools/forges/providers/github',
  serviceAccount: 'publish@acme-images.iam.gserviceaccount.com',
};
const AZURE = { name: 'acmeimages', clientId: UUID, tenantId: UUID };
const [ECR, GAR, ACR] = [ImageRegistry.ecr(AWS), ImageRegistry.artifactRegistry(GOOGLE), ImageRegistry.acr(AZURE)];
const PROPS = { registry: ECR.host, registryLogin: ECR, furtherRegistries: [GAR, ACR], forges: [github()] };

function jobsOf(name: string, props: Partial<ImagePipelineProps> = PROPS): any {
  return parse(filesOf(pipelineOf(props))[`.github/workflows/${name}.yml`]).jobs;
}

test.each(['build', 'release', 'rollback'])('%s on GitHub', async name => {
  await expect(filesOf(pipelineOf(PROPS))[`.github/workflows/${name}.yml`]).toMatchFileSnapshot(`../golden/ci/github-identities/${name}.yml`);
});

test('only jobs that log in get a token that names them, and these need no secret', () => {
  const jobs = jobsOf('release', { ...PROPS, forges: [github({ attest: false })] });
  expect(Object.entries<any>(jobs).filter(([, { permissions }]) => permissions['id-token'] === 'write').map(([id]) => id)).toEqual(['publish', 'smoke', 'promote']);
  expect(JSON.stringify([jobs, jobsOf('rollback')])).not.toMatch(/secrets\./);
  expect(JSON.stringify(jobsOf('build'))).not.toMatch(/id-token|identity/);
});

test.each([
  [undefined, '# - in the cloud, trust in pull requests of this repository, whose subject is repo:OWNER/REPOSITORY:pull_request: the login to '],
  [{ publish: 'registry' }, '# - if the environment registry is limited to branches, a rule for refs/pull/*/merge: the publication of pull requests\n'],
])('what the cloud has to trust if changes are published is said, with the environments %j', (environments, line) => {
  const build = (tags: ImageTag[]) => filesOf(pipelineOf({ ...PROPS, tags, forges: [github({ environments })] }))['.github/workflows/build.yml'];
  expect(build([ImageTag.change()])).toContain(line);
  expect(build([ImageTag.edge()])).not.toContain('pull requests of this repository');
  const secrets = filesOf(pipelineOf({ tags: [ImageTag.change()], forges: [github({ environments })] }))['.github/workflows/build.yml'];
  expect(secrets).not.toContain(line);
});

test('what the cloud answers is in the step of the login alone', () => {
  for (const { uses = '', with: given } of jobsOf('release').publish.steps) {
    if (uses.startsWith('aws-actions/')) expect(given).toMatchObject({ 'output-credentials': true, 'output-env-credentials': false });
    if (uses.startsWith('google-github-actions/')) expect(given).toMatchObject({ create_credentials_file: false, export_environment_variables: false });
  }
});

test('a registry with secrets names them as the login of the main registry, on each forge', () => {
  const login = ImageRegistry.of('registry.example.com', 'OWN_USER', 'OWN_TOKEN');
  const files = filesOf(pipelineOf({ registryLogin: login, forges: [github(), gitlab(), woodpecker()] }));
  for (const path of ['.github/workflows/release.yml', '.gitlab/images/release.yml', '.woodpecker/release.yaml']) {
    expect(files[path]).toContain('OWN_TOKEN');
    expect(files[path]).not.toMatch(/REGISTRY_TOKEN\b(?=[^:]*(?:secret|\$\{\{))|registry_token/);
  }
});

test('the token of the workflow is one, too', () => {
  const { publish } = jobsOf('release', { registry: 'ghcr.io', registryLogin: ImageRegistry.ghcr(), forges: [github()] });
  expect(publish.permissions).toEqual({ 'packages': 'write', 'id-token': 'write', 'attestations': 'write' });
});

test('the script has no login, so each registry will do', () => {
  expect(Problems.of(pipelineOf({ ...PROPS, forges: [Forge.script()], renovate: undefined, hostedBot: undefined })).all()
    .filter(({ id }) => id !== 'ci/unpinned')).toEqual([]);
});

describe.each([
  { name: 'Woodpecker', forge: woodpecker(), user: 'registry_user', token: 'registry_token', places: 'secrets of the forge' },
  { name: 'GitLab', forge: gitlab(), user: 'REGISTRY_USER', token: 'REGISTRY_TOKEN', places: 'variables of the project' },
])('$name', ({ name, forge, user, token, places }) => {
  test.each([
    { registry: ECR, hint: 'The user is AWS, and the password, of `aws ecr get-login-password`, lives 12 hours: let a schedule renew it.' },
    { registry: GAR, hint: 'The user is _json_key_base64, and the password a key of the service account.' },
    { registry: ACR, hint: 'The user is a token of the registry, and the password is that of the token.' },
  ])('cannot log in to $registry.host, and says so', ({ registry, hint }) => {
    const report = `error  ci/unsupported
  ${name} cannot log in to ${registry.host} without a secret.
    at pipeline
  Why: A program of the cloud exchanges the token of a job for a login, and the images in which the jobs run do not have it.
  Fix: Give ${name} a pipeline of its own, and name ${places}: ImageRegistry.of('${registry.host}', '${user}', '${token}'). ${hint}`;
    expect(_formatReport(Problems.of(pipelineOf({ forges: [forge], furtherRegistries: [registry] })).all())).toBe(report);
    expect(_formatReport(Problems.of(pipelineOf({ forges: [forge], registry: registry.host, registryLogin: registry })).all())).toBe(report);
  });
});

test('the login is that of the registry', () => {
  expect(_formatReport(Problems.of(pipelineOf({ registryLogin: GAR, forges: [github()] })).all())).toBe(`error  ci/registry
  The login is one of "europe-west1-docker.pkg.dev", and the registry is "registry.example.com".
    at pipeline
  Why: The push would be refused.
  Fix: Pass the login of the same host: registry: login.host, registryLogin: login.`);
});

describe('hosts', () => {
  test.each([
    ['123456789012.dkr.ecr.eu-central-1.amazonaws.com', ECR],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', ImageRegistry.ecr({ ...AWS, region: 'cn-north-1', role: 'arn:aws-cn:iam::123456789012:role/publish' })],
    ['123456789012.dkr.ecr.us-gov-west-1.amazonaws.com', ImageRegistry.ecr({ ...AWS, region: 'us-gov-west-1', role: 'arn:aws-us-gov:iam::123456789012:role/publish' })],
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', ImageRegistry.ecr({ ...AWS, region: 'eusc-de-east-1' })],
    ['europe-west1-docker.pkg.dev', GAR],
    ['us-docker.pkg.dev', ImageRegistry.artifactRegistry({ ...GOOGLE, location: 'us' })],
    ['acmeimages.azurecr.io', ACR],
  ])('%s', (host, registry) => expect(registry.host).toBe(host));
});

test.each([
  () => ImageRegistry.ecr({ ...AWS, account: '12345' }),
  () => ImageRegistry.ecr({ ...AWS, region: 'europe' }),
  () => ImageRegistry.ecr({ ...AWS, role: 'publish' }),
  () => ImageRegistry.ecr({ ...AWS, role: 'arn:aws:iam::123456789012:role/a b' }),
  () => ImageRegistry.artifactRegistry({ ...GOOGLE, location: 'europe-west1-docker.pkg.dev' }),
  () => ImageRegistry.artifactRegistry({ ...GOOGLE, workloadIdentityProvider: 'github' }),
  () => ImageRegistry.artifactRegistry({ ...GOOGLE, serviceAccount: 'publish' }),
  () => ImageRegistry.acr({ ...AZURE, name: 'acmeimages.azurecr.io' }),
  () => ImageRegistry.acr({ ...AZURE, clientId: 'publish' }),
  () => ImageRegistry.acr({ ...AZURE, tenantId: `${UUID}\n` }),
])('a login of another shape is refused: %#', make => {
  expect(make).toThrow(/^ci\/registry\n/);
});

test('what is wrong with it is told', () => {
  expect(() => ImageRegistry.acr({ ...AZURE, clientId: 'publish' })).toThrow(`ci/registry
  "publish" is not the client id of a login to Azure Container Registry.
  Why: The cloud would refuse the login.
  Fix: Write it as in this example: 00000000-0000-0000-0000-000000000000.`);
});
