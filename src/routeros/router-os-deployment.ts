import type { Construct } from 'constructs';
import { Problem } from '../core';
import { Output, OutputFile, RepositoryPlan } from '../plan';
import { printGuide } from './guide/guide';
import type { Deployment } from './model/deployment';
import { resolveDeployment } from './model/resolve-deployment';
import type { PlannedVariant } from './model/router-kinds';
import { findContentProblems } from './problems/content-problems';
import { findDeviceProblems } from './problems/device-problems';
import { findMemoryProblems } from './problems/memory-problems';
import { findNetworkProblems } from './problems/network-problems';
import { findValueProblems } from './problems/value-problems';
import { findVariantProblems } from './problems/variant-problems';
import type { RouterOsDeploymentProps } from './router-os-deployment-props';
import { listScripts } from './scripts/scripts';

/**
 * Runs an image on MikroTik routers with RouterOS 7.20 or later. Writes `preflight.rsc`, `install.rsc`, `update.rsc` and `uninstall.rsc` into
 * `routeros/`, and a guide, `README.md`.
 *
 * The commands are checked against the command tree of each version; they have not been run on a router.
 *
 * The image comes from a registry, which may want a login, or from archives that are uploaded.
 *
 * Reports `routeros/…`: values that RouterOS cannot have, networks that overlap, a volume that nothing is mounted at, secrets in plain text, arguments that the
 * declared version does not know, an image that does not fit on the declared product, variants that no router takes, and programs that do not fit into
 * the memory limit.
 *
 * @see https://manual.mikrotik.com/docs/containers
 * @example
 * import { ContainerImage, RouterOsDeployment, RouterOsMode, RouterOsNetwork, Size } from 'imagewright';
 *
 * declare const image: ContainerImage;
 * new RouterOsDeployment(project, 'Router', {
 *   image,
 *   reference: 'ghcr.io/acme/app:stable',
 *   mode: RouterOsMode.ramRoot(),
 *   network: RouterOsNetwork.routed({ address: '172.20.0.2/24', gateway: '172.20.0.1' }),
 *   memoryLimit: Size.mebibytes(48),
 * });
 */
export class RouterOsDeployment extends Output {
  private readonly _props: RouterOsDeploymentProps;

  public constructor(scope: Construct, id: string, props: RouterOsDeploymentProps) {
    super(scope, id);
    this._props = props;
  }

  /**
   * Renders the scripts and the guide.
   *
   * @param plan the images as they will be built
   */
  public renderFiles(plan: RepositoryPlan): OutputFile[] {
    const deployment = this.resolve(plan);
    const file = (name: string, text: string): OutputFile => ({
      path: `${deployment.directory}/${name}`,
      text,
      howToMove: 'Give each RouterOsDeployment a directory of its own: directory: "routeros/second".',
    });
    return [
      ...listScripts(deployment, plan.marker).map(({ name, text }) => file(name, text)),
      file('README.md', printGuide(deployment, plan.marker)),
    ];
  }

  /**
   * Reports values that RouterOS cannot have, and an image that does not fit.
   *
   * @param plan the images as they will be built
   */
  public findProblems(plan: RepositoryPlan): Problem[] {
    const wrong = findValueProblems(this._props, plan.imageOf(this._props.image).name);
    if (wrong.length > 0) return wrong;
    const deployment = this.resolve(plan);
    const image = plan.imageOf(this._props.image);
    const variants = this.listVariants(plan);
    return [
      ...findVariantProblems(image, deployment.tag, variants),
      ...findNetworkProblems(deployment),
      ...findContentProblems(deployment),
      ...findDeviceProblems(deployment),
      ...findMemoryProblems(this._props, [image, ...variants.map(variant => variant.image)]),
    ];
  }

  private resolve(plan: RepositoryPlan): Deployment {
    return resolveDeployment(this._props, plan.imageOf(this._props.image), this.listVariants(plan));
  }

  private listVariants(plan: RepositoryPlan): PlannedVariant[] {
    return (this._props.variants ?? []).map(({ image, tag }) => ({ image: plan.imageOf(image), tag }));
  }
}
