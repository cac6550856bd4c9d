import type { Platform } from '../../core';
import { _quoteCsvField } from '../../dockerfile';

/**
 * The certificates of a connection.
 *
 * @internal
 */
export interface _Certificates {
  /** A directory of the machine that builds, which may be below `~`. */
  readonly directory: string;
  /** Names of the forge's secrets. */
  readonly secrets: { readonly authority: string; readonly certificate: string; readonly key: string };
}

/**
 * One of the daemons of a builder.
 *
 * @internal
 */
export interface _BuilderNode {
  /** Its address; undefined if the driver starts it. */
  readonly endpoint?: string;
  /** The platforms that it is meant for; empty for all. */
  readonly platforms: readonly Platform[];
  /** Options of the driver, in order. */
  readonly options: readonly (readonly [key: string, value: string])[];
  readonly certificates?: _Certificates;
}

/**
 * A builder, as all that use it see it: a driver of buildx and its daemons, or a project of Depot, whose own program replaces buildx.
 *
 * @internal
 */
export type _BuilderSetup =
  | { readonly driver: 'docker-container' | 'remote'; readonly nodes: readonly _BuilderNode[] }
  | { readonly driver: 'kubernetes'; readonly nodes: readonly _BuilderNode[]; readonly kubeconfigSecret?: string }
  | { readonly driver: 'cloud'; readonly nodes: readonly _BuilderNode[]; readonly login: { readonly user: string; readonly token: string } }
  | { readonly driver: 'depot'; readonly nodes: readonly []; readonly projectId: string; readonly tokenSecret: string };

/**
 * The builder of those who declare none: a container of BuildKit on the machine that builds.
 *
 * @internal
 */
export const _USUAL_BUILDER: _BuilderSetup = { driver: 'docker-container', nodes: [{ platforms: [], options: [] }] };

/** Drivers that start BuildKit. */
const STARTS: readonly string[] = ['docker-container', 'kubernetes'];

/**
 * The options of a node, as buildx reads them: each is a line of a list that is separated by commas.
 *
 * @param findImage finds the image of BuildKit, if the driver starts it and the node names none
 * @internal
 */
export function _printDriverOptions({ driver }: _BuilderSetup, { options }: _BuilderNode, findImage: () => string | undefined): string[] {
  const image = STARTS.includes(driver) && options.every(([key]) => key !== 'image') ? findImage() : undefined;
  return [...(image === undefined ? [] : [['image', image] as const]), ...options].map(([key, value]) => _quoteCsvField(`${key}=${value}`));
}

/**
 * Names of the forge's secrets that a builder needs, each once.
 *
 * @internal
 */
export function _listBuilderSecrets(setup: _BuilderSetup): string[] {
  const certificates = setup.nodes.flatMap(each => each.certificates ?? []).map(({ secrets }) => secrets);
  return [...new Set([
    ...certificates.flatMap(({ authority, certificate, key }) => [authority, certificate, key]),
    ...(setup.driver === 'kubernetes' ? [setup.kubeconfigSecret ?? []].flat() : []),
    ...(setup.driver === 'cloud' ? [setup.login.user, setup.login.token] : []),
    ...(setup.driver === 'depot' ? [setup.tokenSecret] : []),
  ])];
}
