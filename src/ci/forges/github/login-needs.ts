import type { PipelineRegistry } from '../../pipeline';
import type { RegistryIdentity } from '../../registry-identity';

/** What a login needs outside of the repository; nothing for the token of the workflow. */
export function describeLogin({ host, credentials, identity }: PipelineRegistry, use: keyof typeof RIGHTS): string[] {
  if (credentials !== undefined) return [`the secrets ${credentials.user} and ${credentials.token}: the credentials for ${host}${use === 'read' ? ', to read' : ''}`];
  return identity === undefined ? [] : [`in the cloud, ${describeTrust(identity, RIGHTS[use])} that trusts this repository: the login to ${host}, without a secret`];
}

/**
 * What a login in the job of a proposed change needs besides: a cloud often trusts the main branch alone.
 *
 * @param environment that of the job
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function describeChangeLogin({ host, identity }: PipelineRegistry, environment: string | undefined): string[] {
  if (identity === undefined) return [];
  return [environment === undefined
    ? `in the cloud, trust in pull requests of this repository, whose subject is repo:OWNER/REPOSITORY:pull_request: the login to ${host}`
    : `if the environment ${environment} is limited to branches, a rule for refs/pull/*/merge: the publication of pull requests`];
}

/** What an identity may do, in the words of its cloud. */
const RIGHTS = {
  read: { aws: 'pull', google: 'roles/artifactregistry.reader', azure: 'AcrPull' },
  write: { aws: 'push', google: 'roles/artifactregistry.writer', azure: 'AcrPush' },
};

function describeTrust(identity: RegistryIdentity, rights: (typeof RIGHTS)['read']): string {
  if (identity.cloud === 'aws') return `the role ${identity.role}, which may ${rights.aws} images of ECR, with an OIDC provider`;
  if (identity.cloud === 'google') return `the service account ${identity.serviceAccount}, which has ${rights.google}, with a provider`;
  return `the application ${identity.clientId}, which has ${rights.azure}, with a federated credential`;
}
