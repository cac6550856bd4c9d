/** How UPX compresses. */
export enum UpxMethod {
  /**
   * Smallest; takes about 20 ms per MB to unpack on a fast x86. A Go program becomes a quarter smaller than with the gzip of a layer.
   */
  LZMA = 'lzma',
  /**
   * Unpacks three times as fast and is a quarter to a third larger: hardly smaller in transfer than the unpacked program with gzip.
   */
  NRV = 'nrv',
}
