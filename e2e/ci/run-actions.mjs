#!/usr/bin/env node
// run-actions.mjs - run one generated GitHub/Gitea/Forgejo Actions workflow with act, no container image and no network.
//
//   run-actions.mjs REPO WORKFLOW [--event push] [--ref refs/tags/v1] [--secret K=V]... [--var K=V]... [--input K=V]... [--edit 'FROM=>TO']...
//                   [--from OWNER/REPO] [-- ACT ARGUMENTS]
//
// The repository is cloned (so only committed files count), its workflow is normalised for act (absolute `uses:` URLs,
// gitea./forgejo. contexts, keys that act's schema does not know), `--edit` replaces literal text (the registry's host by
// the local one), every `uses: owner/repo@ref` is answered by standin/actions/owner/repo, every runner label runs on
// this machine. A `uses` without a stand-in is an error. What git does with https://github.com/acme/img it does with REPO. Jobs of one `needs` level run side by side and share the docker
// daemon: give image names per platform.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const [repo, workflow, ...rest] = process.argv.slice(2);
if (!workflow) { console.error('usage: run-actions.mjs REPO WORKFLOW [options] [-- act arguments]'); process.exit(64); }
const o = { event: 'push', ref: 'refs/heads/main', from: 'acme/img', secret: [], var: [], input: [], edit: [] };
let extra = [];
for (let i = 0; i < rest.length; i++) {
  if (rest[i] === '--') { extra = rest.slice(i + 1); break; }
  const k = rest[i].slice(2);
  if (!(k in o)) { console.error(`unknown option ${rest[i]}`); process.exit(64); }
  const v = rest[++i];
  if (Array.isArray(o[k])) o[k].push(v); else o[k] = v;
}
const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'run-actions-'));
const git = (...a) => execFileSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', ...a], { cwd: `${tmp}/repo`, encoding: 'utf8' });
execFileSync('git', ['clone', '-q', '--no-hardlinks', path.resolve(repo), `${tmp}/repo`]);
git('checkout', '-q', '-B', 'main', ...(o.ref.startsWith('refs/tags/') ? [o.ref] : []));
const standinSha = git('rev-parse', 'HEAD').trim();
// Empty if the first commit is the last one.
const parent = git('rev-list', '--max-count=1', '--skip=1', 'HEAD').trim();

const uses = new Set(), labels = new Set(), missing = new Set();
const dir = path.dirname(workflow);
const texts = new Map();
for (const f of fs.readdirSync(`${tmp}/repo/${dir}`)) {
  if (!/\.ya?ml$/.test(f)) continue;
  const p = `${tmp}/repo/${dir}/${f}`;
  let s = fs.readFileSync(p, 'utf8');
  s = s.replace(/(uses:\s*['"]?)https?:\/\/[^/\s]+\//g, '$1')
    .replace(/\b(?:gitea|forgejo)\.(?=[a-z_]+\b)(?=[^\n]*\}\})/g, 'github.')
    .replace(/^\s*(?:enable-openid-connect|artifact-metadata|queue):.*\n/gm, '');
  for (const e of o.edit) { const [from, to] = e.split('=>'); s = s.split(from).join(to); }
  fs.writeFileSync(p, s);
  texts.set(path.join(dir, f), s);
}
for (const names = [path.normalize(workflow)]; names.length; ) { // the workflow and those that it calls
  const s = texts.get(names.pop()) ?? '';
  for (const m of s.matchAll(/uses:\s*['"]?([^\s'"#]+)/g)) if (m[1].startsWith('./')) names.push(path.normalize(m[1])); else uses.add(m[1]);
  for (const m of s.matchAll(/(?:runs-on|runner|_RUNNER):\s*['"]?([^\s'"#,}]+)/g)) if (!m[1].includes('{')) labels.add(m[1]);
}
git('remote', 'set-url', 'origin', 'https://github.com/acme/img.git');
fs.writeFileSync(`${tmp}/gitconfig`, `[url "file://${path.resolve(repo)}"]\n\tinsteadOf = https://github.com/acme/img\n`);
const a = [o.event, '-W', workflow, '--action-offline-mode', '--no-skip-checkout', '--pull=false', '--no-cache-server', '--cache-server-addr', '127.0.0.1',
  '--artifact-server-addr', '127.0.0.1', '--container-daemon-socket', '-', '--secret', 'GITHUB_TOKEN=standin-github-token'];
for (const u of uses) {
  const [name, ref] = u.split('@');
  // Copies of the actions that keep artifacts, for other forges.
  const d = path.join(here, 'standin/actions', ...name.replace(/^(?:christopherhx\/gitea-|forgejo\/)(?=(?:up|down)load-artifact$)/, 'actions/').split('/').slice(0, 2));
  if (fs.existsSync(`${d}/action.yml`)) a.push('--local-repository', `${name.split('/').slice(0, 2).join('/')}@${ref}=${d}`);
  else missing.add(name);
}
if (missing.size) { console.error(`no stand-in for: ${[...missing].join(', ')} (add standin/actions/OWNER/REPO/action.yml)`); process.exit(1); }
for (const l of labels) a.push('-P', `${l}=-self-hosted`);
for (const s of o.secret) a.push('--secret', s);
for (const v of o.var) a.push('--var', v);
fs.mkdirSync(`${tmp}/artifacts`);
const short = o.ref.replace(/^refs\/(heads|tags)\//, '');
const event = o.event === 'pull_request'
  ? { pull_request: { number: 1, user: { login: 'dev' }, head: { ref: 'topic', sha: standinSha, repo: { full_name: o.from } }, base: { ref: 'main', sha: parent } } }
  : { inputs: Object.fromEntries(o.input.map((text) => text.split('='))), before: parent, ref: o.ref, ref_name: short, ref_type: o.ref.startsWith('refs/tags/') ? 'tag' : 'branch' };
fs.writeFileSync(`${tmp}/event.json`, JSON.stringify(event));
git('commit', '-qam', 'normalised for act', '--allow-empty');
if (o.ref.startsWith('refs/tags/')) git('tag', '-f', short);
a.push('-e', `${tmp}/event.json`, '--env', `STANDIN_REPO=${path.resolve(repo)}`, '--env', `STANDIN_SHA=${standinSha}`,
  '--env', `STANDIN_ARTIFACTS=${tmp}/artifacts`,
  '--env', `STANDIN_TAMPER=${process.env.STANDIN_TAMPER ?? ''}`,
  '--env', `GIT_CONFIG_GLOBAL=${tmp}/gitconfig`, '--env', `STANDIN_BUILD_FLAGS=${process.env.STANDIN_BUILD_FLAGS ?? ''}`, ...extra);
const home = process.env.E2E_HOME;
const ours = process.env.E2E_ENGINE === 'own' && home;
const r = spawnSync(ours ? path.join(here, '../engine.sh') : 'act', [...(ours ? ['netns', 'act'] : []), ...a], { cwd: `${tmp}/repo`, stdio: 'inherit' });
if (r.status === 0) fs.rmSync(tmp, { recursive: true, force: true }); else console.error(`kept: ${tmp}`);
process.exit(r.status ?? 1);
