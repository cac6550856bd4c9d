/** How long a job may run, unless an option says otherwise. */
export const MINUTES = { builds: 60, checks: 15, renovate: 60 };
