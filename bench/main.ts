/**
 * `npm run bench`: how long the library takes, beside a peer in the same run. Prints a table; asserts nothing, for time depends on the machine.
 * `--quick` takes a few rounds instead of many.
 */
import { checks } from './checks';
import { images } from './images';
import { language } from './language';
import type { Row } from './measure';
import { synthesis } from './synthesis';

async function main(): Promise<void> {
  print(images());
  print(checks());
  print(synthesis());
  print(await language());
}

function print(rows: readonly Row[]): void {
  for (const { what, milliseconds, peer, peerMilliseconds, bytes } of rows) {
    const beside = peerMilliseconds === undefined ? '' : `${peer}: ${peerMilliseconds.toFixed(3)} ms, ratio ${(milliseconds / peerMilliseconds).toFixed(2)}`;
    const memory = bytes === undefined ? '' : `   ${(bytes / 1024).toFixed(1)} KiB each`;
    console.log(`${what.padEnd(70)} ${milliseconds.toFixed(3).padStart(10)} ms   ${beside}${memory}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
