// Applies updates to files with Renovate's own code, as it does before it commits.
//
//     node edit.mjs DIST REPOSITORY < updates.json
//
// A file of JavaScript, because Renovate needs a newer Node.js than this library, and is loaded into the same process.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';

const [dist, repository] = process.argv.slice(2);
const { doAutoReplace } = await import(join(dist, 'workers/repository/update/branch/auto-replace.js'));
const { GlobalConfig } = await import(join(dist, 'config/global.js'));
GlobalConfig.set({ localDir: repository });

const seen = new Set();
for (const update of JSON.parse(await readText(process.stdin))) {
  const path = join(repository, update.packageFile);
  const first = `${update.branchName} ${update.packageFile}`;
  const text = await doAutoReplace(update, readFileSync(path, 'utf8'), false, !seen.has(first));
  seen.add(first);
  if (text === null) throw new Error(`Renovate cannot update ${update.depName} in ${update.packageFile} (${update.manager})`);
  writeFileSync(path, text);
}
