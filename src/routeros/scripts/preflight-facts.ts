/** A router whose clock says less has not asked for the time yet: RouterOS 7.24 is of August 2026. */
export const CLOCK_YEAR = 2026;
