import { expression } from './expression';
import type { Setup, Step } from './setup';
import type { RegistryIdentity } from '../../registry-identity';

/**
 * Logs in to the registry of a cloud that trusts GitHub. What the cloud answers is in the step of the login alone, and no later step has it; the
 * login itself ends with the job.
 *
 * @param condition when it logs in, as an expression; undefined for always
 */
export function renderIdentityLogin(setup: Setup, host: string, identity: RegistryIdentity, name: string, condition?: string): Step[] {
  // The only step of a job with this id: a job logs in to each registry once, or once to read and once to write.
  const id = `identity-${[host, ...(name.endsWith('to read') ? ['read'] : [])].join('-').replace(/[^a-z0-9]+/g, '-')}`;
  const output = (key: string) => expression(`steps.${id}.outputs.${key}`);
  if (identity.cloud === 'aws') {
    return [
      setup.useAction('aws-actions/configure-aws-credentials', {
        name: `Get an identity for ${host}`,
        id,
        if: condition,
        with: { 'role-to-assume': identity.role, 'aws-region': identity.region, 'output-credentials': true, 'output-env-credentials': false },
      }),
      // The action asks ECR for the password.
      setup.useAction('docker/login-action', {
        name,
        if: condition,
        env: {
          AWS_ACCESS_KEY_ID: output('aws-access-key-id'),
          AWS_SECRET_ACCESS_KEY: output('aws-secret-access-key'),
          AWS_SESSION_TOKEN: output('aws-session-token'),
        },
        with: { registry: host },
      }),
    ];
  }
  if (identity.cloud === 'google') {
    return [
      setup.useAction('google-github-actions/auth', {
        name: `Get an identity for ${host}`,
        id,
        if: condition,
        with: {
          workload_identity_provider: identity.workloadIdentityProvider,
          service_account: identity.serviceAccount,
          token_format: 'access_token',
          create_credentials_file: false,
          export_environment_variables: false,
        },
      }),
      setup.useAction('docker/login-action', { name, if: condition, with: { registry: host, username: 'oauth2accesstoken', password: output('access_token') } }),
    ];
  }
  return [
    setup.useAction('azure/login', {
      name: `Get an identity for ${host}`,
      if: condition,
      with: { 'client-id': identity.clientId, 'tenant-id': identity.tenantId, 'allow-no-subscriptions': true },
    }),
    { name, if: condition, env: { NAME: identity.name }, run: 'az acr login --name "$NAME"\naz account clear\n' },
  ];
}
