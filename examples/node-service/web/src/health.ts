/** Exits with 0 if the service is healthy. */
const response = await fetch('http://127.0.0.1:3000/', { signal: AbortSignal.timeout(2000) });
process.exitCode = response.ok ? 0 : 1;
