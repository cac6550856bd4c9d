/** How long a job may run. */
export const MINUTES = { build: 60, check: 15, renovate: 60 };
