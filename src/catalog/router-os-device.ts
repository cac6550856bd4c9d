/**
 * A product that runs RouterOS containers.
 *
 * @internal
 */
export interface _RouterOsDevice {
  readonly product: string;
  readonly code: string;
  readonly cpu: string;
  /** The platform of the images that it runs. */
  readonly platform: string;
  /** In MiB. */
  readonly ram: number;
  /** In MiB. */
  readonly flash: number;
  /** Number of USB ports. */
  readonly usb: number;
}
