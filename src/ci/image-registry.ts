import { _quoteValue, _refuse } from '../core';
import type { PipelineRegistry } from './pipeline';
import { REGISTRY } from './reference-forms';
import { AcrOptions, ArtifactRegistryOptions, EcrOptions, checkIdentity, formatEcrHost } from './registry-identity';
import { checkSecretName } from './secret-name';

/** A registry, and how a forge logs in to it. */
export class ImageRegistry {
  /** GitHub's own registry, with the token of the workflow: only on GitHub. Elsewhere, use `of('ghcr.io', …)`. */
  public static ghcr(): ImageRegistry {
    return new ImageRegistry({ host: 'ghcr.io' });
  }

  /**
   * Docker Hub.
   *
   * @param userSecret name of the forge's secret with the name of the account
   * @param tokenSecret name of the forge's secret with an access token that can write
   * @throws `ci/secret-name`
   */
  public static dockerHub(userSecret: string = 'DOCKERHUB_USERNAME', tokenSecret: string = 'DOCKERHUB_TOKEN'): ImageRegistry {
    return ImageRegistry.of('docker.io', userSecret, tokenSecret);
  }

  /**
   * Any registry with a user name and a password or token.
   *
   * @param host with a port if it needs one: `git.example.com:5000`
   * @param userSecret name of the forge's secret with the name of the user
   * @param tokenSecret name of the forge's secret with the password or token
   * @throws `ci/registry`, `ci/secret-name`
   */
  public static of(host: string, userSecret: string, tokenSecret: string): ImageRegistry {
    if (!REGISTRY.test(host)) {
      _refuse({
        id: 'ci/registry',
        what: `${_quoteValue(host)} is not the host of a registry.`,
        why: 'The login and the push would fail, or go to another registry.',
        fix: 'Write only the host, with a port if it needs one: ghcr.io, docker.io, git.example.com:5000.',
      });
    }
    return new ImageRegistry({ host, credentials: { user: checkSecretName(userSecret), token: checkSecretName(tokenSecret) } });
  }

  /**
   * A private registry of Amazon ECR, by a role that trusts the forge: no secret. GitHub only, elsewhere use `of()`.
   *
   * @throws `ci/registry`
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
   */
  public static ecr(options: EcrOptions): ImageRegistry {
    const { account, region, role } = options;
    checkIdentity('Amazon ECR', { account, region, role });
    return new ImageRegistry({ host: formatEcrHost(options), identity: { cloud: 'aws', account, region, role } });
  }

  /**
   * Google Artifact Registry, by a service account that trusts the forge: no secret. GitHub only, elsewhere use `of()`. The path of an image
   * begins with the project and the repository: `acme/images/router`.
   *
   * @throws `ci/registry`
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-google-cloud-platform
   */
  public static artifactRegistry(options: ArtifactRegistryOptions): ImageRegistry {
    const { location, workloadIdentityProvider, serviceAccount } = options;
    checkIdentity('Artifact Registry', { location, 'workload identity provider': workloadIdentityProvider, 'service account': serviceAccount });
    return new ImageRegistry({ host: `${location}-docker.pkg.dev`, identity: { cloud: 'google', location, workloadIdentityProvider, serviceAccount } });
  }

  /**
   * Azure Container Registry, by an application that trusts the forge: no secret. GitHub only, elsewhere use `of()`.
   *
   * @throws `ci/registry`
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-azure
   */
  public static acr(options: AcrOptions): ImageRegistry {
    const { name, clientId, tenantId } = options;
    checkIdentity('Azure Container Registry', { name, 'client id': clientId, 'tenant id': tenantId });
    return new ImageRegistry({ host: `${name}.azurecr.io`, identity: { cloud: 'azure', name, clientId, tenantId } });
  }

  private constructor(
    /** @internal */
    public readonly _registry: PipelineRegistry,
  ) {}

  /** The host, e.g. `docker.io`. */
  public get host(): string {
    return this._registry.host;
  }
}
