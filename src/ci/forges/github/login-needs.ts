import type { PipelineRegistry } from '../../pipeline';
import type { RegistryIdentity } from '../../registry-identity';

/** What a login needs outside of the repository; nothing for the token of the workflow. */
export function describeLogin({ host, credentials, identity }: PipelineRegistry): string[] {
  if (credentials !== undefined) return [`the secrets ${credentials.user} and ${credentials.token}: the credentials for ${host}`];
  return identity === undefined ? [] : [`in the cloud, ${describeTrust(identity)} that trusts this repository: the login to ${host}, without a secret`];
}

function describeTrust(identity: RegistryIdentity): string {
  if (identity.cloud === 'aws') return `the role ${identity.role}, with rights on the repositories of ECR,`;
  if (identity.cloud === 'google') return `the service account ${identity.serviceAccount}, with roles/artifactregistry.writer, and a provider`;
  return `the application ${identity.clientId}, with the role AcrPush, and a federated credential`;
}
