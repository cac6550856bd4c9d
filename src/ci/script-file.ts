/**
 * Prints an executable file for `sh`.
 *
 * @param comments lines at the top, without `#`
 */
export function printScript(comments: readonly string[], script: string): string {
  const lines = comments.flatMap(text => text.split(/\r\n|[\n\r]/)).map(line => (line === '' ? '#' : `# ${line}`));
  return ['#!/bin/sh', ...lines, script].join('\n');
}
