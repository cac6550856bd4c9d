import type { ComposeFile } from './compose-file';
import { _refuse, _quoteValue, _suggestNearest } from '../core';
import type { ContainerImage, IBuildStage } from '../image';

/** The container in which people develop. It needs a shell. */
export class DevContainerSource {
  /**
   * The image itself.
   *
   * @param image the image
   */
  public static image(image: ContainerImage): DevContainerSource {
    return new DevContainerSource(image, undefined, undefined, undefined);
  }

  /**
   * One stage of an image, e.g. the one with the compiler.
   *
   * @param image the image
   * @param stage a stage that the image needs, or that `image.addTarget()` keeps
   */
  public static stage(image: ContainerImage, stage: IBuildStage): DevContainerSource {
    return new DevContainerSource(image, stage, undefined, undefined);
  }

  /**
   * A service of a Compose file, with the services that it depends on.
   *
   * @param file the Compose file
   * @param service the name of the service
   * @throws `devcontainer/service`
   */
  public static service(file: ComposeFile, service: string): DevContainerSource {
    const found = Object.hasOwn(file._all, service) ? file._all[service] : undefined;
    if (found !== undefined) return new DevContainerSource(found.image, undefined, file, service);
    const names = Object.keys(file._all);
    return _refuse({
      id: 'devcontainer/service',
      what: `${file.path} has no service ${_quoteValue(service)}.${_suggestNearest(service, names)}`,
      why: 'There would be no container to develop in.',
      fix: `Choose from: ${names.join(', ')}.`,
    });
  }

  private constructor(
    /** The image; undefined for a service whose image comes from a registry. */
    public readonly containerImage: ContainerImage | undefined,
    /** The stage; undefined for the whole image. */
    public readonly buildStage: IBuildStage | undefined,
    /** The Compose file of a service. */
    public readonly composeFile: ComposeFile | undefined,
    /** The name of the service. */
    public readonly serviceName: string | undefined,
  ) {}
}
