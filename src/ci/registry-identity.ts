import { _quoteValue, _refuse } from '../core';

/** A role of AWS that jobs assume to log in to Amazon ECR. */
export interface EcrOptions {
  /** Number of the account with the registry, 12 digits. */
  readonly account: string;
  /** Region of the registry, e.g. `eu-central-1`. */
  readonly region: string;
  /** ARN of the role, which trusts the forge: `arn:aws:iam::123456789012:role/publish`. */
  readonly role: string;
}

/** A service account of Google Cloud with which jobs log in to Artifact Registry. */
export interface ArtifactRegistryOptions {
  /** Location of the registry, a region or a multi-region: `europe-west1`, `europe`. */
  readonly location: string;
  /** Full name of the provider that trusts the forge: `projects/123456789/locations/global/workloadIdentityPools/forges/providers/github`. */
  readonly workloadIdentityProvider: string;
  /** E-mail address of the service account: `publish@acme.iam.gserviceaccount.com`. */
  readonly serviceAccount: string;
}

/** An application of Microsoft Entra ID with which jobs log in to Azure Container Registry. */
export interface AcrOptions {
  /** Name of the registry, which is `<name>.azurecr.io`: lower-case letters and digits. */
  readonly name: string;
  /** Client id of the application or of the managed identity, which trusts the forge; a UUID. */
  readonly clientId: string;
  /** Id of its tenant, a UUID. */
  readonly tenantId: string;
}

/** Who a job is for a cloud that trusts the forge. There is no secret: the forge signs a token that names the job (OIDC). */
export type RegistryIdentity =
  | ({ readonly cloud: 'aws' } & EcrOptions)
  | ({ readonly cloud: 'google' } & ArtifactRegistryOptions)
  | ({ readonly cloud: 'azure' } & AcrOptions);

/** The host of a private registry. China and the European Sovereign Cloud have domains of their own. */
export function formatEcrHost({ account, region }: EcrOptions): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
  return `${account}.dkr.ecr.${region}.${domain}`;
}

/** The shape of each option, as the clouds document it, and an example. */
const SHAPES = {
  'account': [/^\d{12}$/, '123456789012'],
  'region': [/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, 'eu-central-1'],
  'role': [/^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, 'arn:aws:iam::123456789012:role/publish'],
  'location': [/^[a-z]+(?:-[a-z]+\d{1,2})?$/, 'europe-west1'],
  'workload identity provider': [
    /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/,
    'projects/123456789/locations/global/workloadIdentityPools/forges/providers/github',
  ],
  'service account': [/^[a-z0-9][a-z0-9-]{0,62}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.gserviceaccount\.com$/, 'publish@acme.iam.gserviceaccount.com'],
  'name': [/^[a-z0-9]{5,50}(?:-[a-z0-9]{1,20})?$/, 'acmeimages'],
  'client id': [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '00000000-0000-0000-0000-000000000000'],
  'tenant id': [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '00000000-0000-0000-0000-000000000000'],
} as const satisfies Record<string, readonly [RegExp, string]>;

/**
 * Checks the options of a login.
 *
 * @throws `ci/registry`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @see https://cloud.google.com/iam/docs/manage-workload-identity-pools-providers
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry
 */
export function checkIdentity(registry: string, options: Partial<Record<keyof typeof SHAPES, string>>): void {
  for (const [name, value] of Object.entries(options)) {
    const [shape, example] = SHAPES[name as keyof typeof SHAPES];
    if (shape.test(value)) continue;
    _refuse({
      id: 'ci/registry',
      what: `${_quoteValue(value)} is not the ${name} of a login to ${registry}.`,
      why: 'The cloud would refuse the login.',
      fix: `Write it as in this example: ${example}.`,
    });
  }
}
