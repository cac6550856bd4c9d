/** How UPX compresses. */
export enum UpxMethod {
  /**
   * Smallest; about 20 ms a MB to unpack on a fast x86. What it makes of a Go program is a quarter smaller than the gzip of a layer makes it.
   */
  LZMA = 'lzma',
  /**
   * Unpacks three times as fast, and is a quarter to a third larger: hardly smaller in transfer than the gzip of the unpacked program.
   */
  NRV = 'nrv',
}
