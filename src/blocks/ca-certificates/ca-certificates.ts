import { Construct } from 'constructs';
import { Size } from '../../core';
import { Artifact, BaseImage, BuildStage, IArtifactSource, _STAGE_ID, _checkImageScope } from '../../image';
import { FileSize, RootfsEntry } from '../../rootfs';

/** The bundle gains and loses a few certificates a year. */
const SIZE = FileSize.about(Size.bytes(219_597), 'ca-certificates of Debian 12');

/** Properties of `CaCertificates`. */
export interface CaCertificatesProps {
  /** An image that has the certificates, usually one that the build uses anyway, such as that of Go. */
  readonly base: BaseImage;
  /**
   * Path of the bundle, in that image and in this one.
   * @default "/etc/ssl/certs/ca-certificates.crt", the first place where Go and OpenSSL look
   */
  readonly path?: string;
}

/**
 * The root certificates that TLS clients need, copied from a pinned image.
 *
 * @see https://go.dev/src/crypto/x509/root_linux.go
 */
export class CaCertificates extends Construct implements IArtifactSource {
  /** The bundle. */
  public readonly artifact: Artifact;

  public constructor(scope: Construct, id: string, props: CaCertificatesProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    const stage = new BuildStage(this, _STAGE_ID, { base: props.base, purpose: 'provides the root certificates that TLS clients need' });
    this.artifact = stage.artifact({ root: '/', entries: [RootfsEntry.file(props.path ?? '/etc/ssl/certs/ca-certificates.crt', { size: SIZE })] });
  }
}
