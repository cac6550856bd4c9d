/** Addresses of a container, and what the router does for it. */
export interface RouterOsNetworkOptions {
  /** Address of the container with the length of its network's prefix, e.g. `172.20.0.2/24`. */
  readonly address: string;
  /** Address of the router in that network, e.g. `172.20.0.1`; the container's gateway. */
  readonly gateway: string;
  /**
   * IPv6 address of the container with the length of its network's prefix, e.g. `fd00::2/64`.
   * @default - no IPv6
   */
  readonly address6?: string;
  /**
   * IPv6 address of the router in that network.
   * @default - none; required with `address6`
   */
  readonly gateway6?: string;
  /**
   * Name of the container's interface; at most 15 characters.
   * @default - `veth-` and the name of the deployment
   */
  readonly interfaceName?: string;
  /**
   * Whether the router replaces the container's addresses by its own when packets leave, so that the container reaches the Internet.
   * @default true; false on an existing bridge
   */
  readonly nat?: boolean;
  /**
   * Networks that the router reaches through the container, e.g. `100.64.0.0/10` or `fd7a:115c:a1e0::/48`.
   * @default - none
   */
  readonly routes?: string[];
}

/** How a container is connected to the router. */
export enum RouterOsConnection {
  /** The router has an address on the container's interface. */
  ROUTED = 'routed',
  /** The container's interface is a port of a bridge for containers, on which the router has an address. */
  OWN_BRIDGE = 'own-bridge',
  /** The container's interface is a port of a bridge that is there already, such as that of the LAN. */
  EXISTING_BRIDGE = 'existing-bridge',
}

/** The interface of a container and its addresses. */
export class RouterOsNetwork {
  /** The router has its address on the container's interface: no bridge, nobody else in the network. */
  public static routed(options: RouterOsNetworkOptions): RouterOsNetwork {
    return new RouterOsNetwork(RouterOsConnection.ROUTED, options);
  }

  /**
   * The container is in a network of containers, with a bridge that the installation makes unless it is there.
   *
   * @param bridge name of the bridge, e.g. `containers`
   */
  public static ownBridge(bridge: string, options: RouterOsNetworkOptions): RouterOsNetwork {
    return new RouterOsNetwork(RouterOsConnection.OWN_BRIDGE, options, bridge);
  }

  /**
   * The container is in a network that the router has already, such as its LAN. The installation adds the interface to the bridge and
   * changes nothing else of it.
   *
   * @param bridge name of the bridge, e.g. `bridge`
   */
  public static existingBridge(bridge: string, options: RouterOsNetworkOptions): RouterOsNetwork {
    return new RouterOsNetwork(RouterOsConnection.EXISTING_BRIDGE, options, bridge);
  }

  /** How the container is connected. */
  public readonly connection: RouterOsConnection;
  /** The bridge; undefined if there is none. */
  public readonly bridge?: string;
  /**
   * The options as given.
   *
   * @internal
   */
  public readonly _options: RouterOsNetworkOptions;

  private constructor(connection: RouterOsConnection, options: RouterOsNetworkOptions, bridge?: string) {
    this.connection = connection;
    this.bridge = bridge;
    this._options = { ...options, routes: [...options.routes ?? []] };
  }
}
