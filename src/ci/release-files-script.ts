import type { ReleaseForm } from './release-form';
import { printVersionFunctions } from './version-script';

/** The API of a forge for the files of a release. */
export type ReleaseApi = 'github' | 'gitea' | 'gitlab';

/**
 * Prints a script that attaches files to the release of the forge for the git tag `$GIT_TAG`, `$CI_COMMIT_TAG` or `$TAG`, and makes that if there is none. A file that is there already stays if it
 * has the same bytes; with others, the script fails before it attaches anything. It needs Node.js 18 or newer, and the variables `API`, `FORGE`,
 * `REPOSITORY` and `TOKEN`.
 *
 * @param folder where the files are, as a part of a text in double quotes
 * @param files their names there, as words
 */
export function printReleaseFilesScript(apis: readonly ReleaseApi[], form: ReleaseForm, folder: string, files: string): string {
  const names = apis.join(', ');
  return `set -eu
${printVersionFunctions(form)}PRERELEASE=yes
if is_final "$TAG"; then
  PRERELEASE=
fi
export PRERELEASE
cd "${folder}"
node - ${files} <<'END'
${BEGIN}${apis.map(api => APIS[api]).join('')}const forges = { ${names}${apis.includes('gitea') ? ', forgejo: gitea' : ''} };
${END}END
`;
}

const BEGIN = `const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { API, FORGE, PRERELEASE, REPOSITORY, TOKEN } = process.env;
// TAG has no prefix, if the image has releases of its own.
const TAG = process.env.GIT_TAG || process.env.CI_COMMIT_TAG || process.env.TAG;
const names = process.argv.slice(2).map(each => each.replace("./", ""));
const tag = encodeURIComponent(TAG);
const prerelease = PRERELEASE !== "";
const read = async response => Buffer.from(await response.arrayBuffer());
const sum = bytes => createHash("sha256").update(bytes).digest("hex");
async function call(url, { missing, ...options } = {}) {
  const response = await fetch(url, options);
  if (missing && response.status === 404) return undefined;
  if (!response.ok) throw new Error((options.method || "GET") + " " + url + ": " + response.status + " " + await response.text());
  return response;
}
const send = (method, headers, body) => ({ method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) });
const TEXT = "The archives are images of single platforms for devices that load a file, such as those with RouterOS.";
`;

/** One program for each API: it finds or makes the release, and returns how to get a file of it, how to attach one, and what comes last. */
const APIS: Record<ReleaseApi, string> = {
  // A release that is published may be immutable, so a new one is a draft until it has its files. Drafts have no address by their tag.
  // https://docs.github.com/en/rest/releases/releases, https://docs.github.com/en/rest/releases/assets
  github: `async function github() {
  const headers = { authorization: "Bearer " + TOKEN, accept: "application/vnd.github+json" };
  const releases = API + "/repos/" + REPOSITORY + "/releases";
  const found = await call(releases + "/tags/" + tag, { headers, missing: true });
  const list = found ? [await found.json()] : await (await call(releases + "?per_page=100", { headers })).json();
  const release = list.find(each => each.tag_name === TAG)
    || await (await call(releases, send("POST", headers, { tag_name: TAG, name: TAG, body: TEXT, prerelease, draft: true }))).json();
  const files = new Map((release.assets || []).map(each => [each.name, each]));
  return {
    get: name => files.has(name) && call(files.get(name).url, { headers: { ...headers, accept: "application/octet-stream" } }),
    attach: (name, body) => call(release.upload_url.replace(/\\{.*/, "") + "?name=" + name, {
      method: "POST", headers: { ...headers, "content-type": "application/octet-stream" }, body,
    }),
    end: async () => {
      const isOurs = release.draft && release.body === TEXT;
      if (isOurs) await call(releases + "/" + release.id, send("PATCH", headers, { draft: false, make_latest: "legacy" }));
      else if (release.draft) console.log("The release " + TAG + " is a draft, and stays one.");
    },
  };
}
`,
  // Two workflows may make the release at the same time.
  // https://docs.gitea.com/api/
  gitea: `async function gitea() {
  const headers = { authorization: "token " + TOKEN };
  const releases = API + "/repos/" + REPOSITORY + "/releases";
  const find = () => call(releases + "/tags/" + tag, { headers, missing: true });
  const make = () => call(releases, send("POST", headers, { tag_name: TAG, name: TAG, body: TEXT, prerelease }));
  const release = await (await find() || await make().catch(async error => await find() || Promise.reject(error))).json();
  const files = new Map((release.assets || []).map(each => [each.name, each]));
  return {
    get: name => files.has(name) && call(files.get(name).browser_download_url, { headers }),
    attach: (name, body) => {
      const form = new FormData();
      form.append("attachment", new Blob([body]), name);
      return call(releases + "/" + release.id + "/assets?name=" + name, { method: "POST", headers, body: form });
    },
    end: () => undefined,
  };
}
`,
  // The files are those of a package, to which the release has links.
  // https://docs.gitlab.com/user/packages/generic_packages/, https://docs.gitlab.com/api/releases/links/
  gitlab: `async function gitlab() {
  const headers = process.env.CI_JOB_TOKEN ? { "job-token": TOKEN } : { "private-token": TOKEN };
  const project = API + "/projects/" + encodeURIComponent(REPOSITORY);
  const release = project + "/releases/" + tag;
  const addressOf = name => project + "/packages/generic/archives/" + tag + "/" + name;
  const find = () => call(release, { headers, missing: true });
  const make = () => call(project + "/releases", send("POST", headers, { tag_name: TAG, description: TEXT }));
  await find() || await make().catch(async error => await find() || Promise.reject(error));
  const links = await (await call(release + "/assets/links?per_page=100", { headers })).json();
  return {
    get: name => call(addressOf(name), { headers, missing: true }),
    attach: (name, body) => call(addressOf(name), { method: "PUT", headers, body }),
    end: async () => {
      for (const name of names.filter(each => !links.some(link => link.name === each))) {
        await call(release + "/assets/links", send("POST", headers, { name, url: addressOf(name), direct_asset_path: "/" + name, link_type: "package" }));
      }
    },
  };
}
`,
};

const END = `async function main() {
  const forge = await forges[FORGE]();
  const missing = [];
  for (const name of names) {
    const there = await forge.get(name);
    if (!there) missing.push(name);
    else if (sum(await read(there)) === sum(readFileSync(name))) console.log(name + " is attached to " + TAG + " already.");
    else throw new Error(name + " is attached to " + TAG + " already, with other contents. A published release never changes: tag a new one.");
  }
  for (const name of missing) {
    await forge.attach(name, readFileSync(name));
    console.log(name + " is attached to " + TAG + ".");
  }
  await forge.end();
}
main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
`;
