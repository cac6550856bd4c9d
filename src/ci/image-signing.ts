import type { PipelineSigning } from './pipeline';
import { checkSecretName } from './secret-name';

/**
 * How the releases of a pipeline are signed, with cosign. The signature is stored beside the image, in the same repository: neither the index nor its
 * digest changes.
 */
export class ImageSigning {
  /**
   * Signs as the workflow that releases, with a certificate of Sigstore for a few minutes: there is no key to keep. The name of the repository and
   * the digest become public in Sigstore's log. On GitHub and GitLab.com; other forges have no identity that Sigstore knows (`ci/unsupported`).
   *
   * @see https://docs.sigstore.dev/cosign/signing/overview/
   */
  public static keyless(): ImageSigning {
    return new ImageSigning({ by: 'identity' });
  }

  /**
   * Signs with a key that `cosign generate-key-pair` made, on each forge. Nothing is published in Sigstore's log.
   *
   * @param keySecret name of the forge's secret with the private key, which is the text of `cosign.key`
   * @param passwordSecret name of the forge's secret with the password of the key
   * @throws `ci/secret-name`
   */
  public static key(keySecret: string = 'COSIGN_PRIVATE_KEY', passwordSecret: string = 'COSIGN_PASSWORD'): ImageSigning {
    return new ImageSigning({ by: 'key', key: checkSecretName(keySecret), password: checkSecretName(passwordSecret) });
  }

  private constructor(
    /** @internal */
    public readonly _signing: PipelineSigning,
  ) {}
}
