#!/usr/bin/env node
// run-woodpecker.mjs - run generated Woodpecker workflows on this machine: a small executor for tests.
//
//   run-woodpecker.mjs REPO [--dir .woodpecker] [--event push] [--ref refs/heads/main] [--branch main] [--cron NAME]
//                      [--changed FILE]... [--secret name=value]... [--edit 'FROM=>TO']... [--only WORKFLOW] [--list]
//
// Follows Woodpecker 3: text substitution of ${CI_...} and ${matrix value}, matrix (include, product), `when` of workflows
// and steps (event, branch, ref, path, cron, status, matrix), `depends_on` of workflows and steps, from_secret, settings ->
// PLUGIN_*, failure: ignore, skip_clone. Every workflow instance gets a fresh clone: no files pass between workflows.
// `commands` run with `sh -e` on this machine, whatever `image` says; a step with `settings` is run by the executable
// standin/plugins/<last part of the image's name>; a step with `entrypoint` runs its image in docker.
// Unknown keys, missing secrets and missing stand-ins are errors. CI_COMMIT_TIMESTAMP is the present, as it is with Gitea,
// where it is the time of the webhook.
// The last line says what ran: `workflows: N ok, N failed, N skipped`. Not covered: services, volumes, evaluate.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const e2eHome = process.env.E2E_HOME ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'imagewright-e2e');
const YAML = createRequire(import.meta.url)(createRequire(import.meta.url).resolve('yaml', {
  paths: [process.cwd(), here, path.join(e2eHome, 'ci-npm/gitlab-ci-local')],
}));

const [repoArg, ...rest] = process.argv.slice(2);
if (!repoArg) { console.error('usage: run-woodpecker.mjs REPO [options]'); process.exit(64); }
const o = { dir: '.woodpecker', event: 'push', ref: 'refs/heads/main', branch: 'main', cron: '', changed: [], secret: [], edit: [], only: '', list: false };
for (let i = 0; i < rest.length; i++) {
  const k = rest[i].slice(2);
  if (!rest[i].startsWith('--') || !(k in o)) { console.error(`unknown option ${rest[i]}`); process.exit(64); }
  if (k === 'list') o.list = true; else if (Array.isArray(o[k])) o[k].push(rest[++i]); else o[k] = rest[++i];
}
const repo = path.resolve(repoArg);
const git = (...a) => execFileSync('git', a, { cwd: repo, encoding: 'utf8' }).trim();
const secrets = Object.fromEntries(o.secret.map((s) => [s.slice(0, s.indexOf('=')), s.slice(s.indexOf('=') + 1)]));
const isTag = o.ref.startsWith('refs/tags/');
const sha = git('rev-parse', isTag ? `${o.ref}^{commit}` : 'HEAD');
const meta = {
  CI: 'woodpecker', CI_PIPELINE_EVENT: o.event, CI_COMMIT_REF: o.ref, CI_COMMIT_SHA: sha, CI_COMMIT_BRANCH: isTag ? '' : o.branch,
  CI_COMMIT_TAG: o.event === 'tag' ? o.ref.replace('refs/tags/', '') : '', CI_REPO_DEFAULT_BRANCH: 'main', CI_REPO: 'acme/img',
  CI_REPO_NAME: 'img', CI_REPO_OWNER: 'acme', CI_PIPELINE_NUMBER: '1', CI_REPO_URL: `file://${repo}`, CI_REPO_CLONE_URL: `file://${repo}`, CI_SYSTEM_NAME: 'woodpecker', CI_FORGE_TYPE: 'gitea', CI_FORGE_URL: 'http://forge.invalid',
  CI_COMMIT_TIMESTAMP: String(Math.floor(Date.now() / 1000)),
};

const list = (v) => (v === undefined || v === null ? [] : Array.isArray(v) ? v : [v]);
const fail = (m) => { throw new Error(m); };
const known = (what, obj, keys) => { for (const k of Object.keys(obj)) if (!keys.includes(k)) fail(`${what}: unknown key ${k}`); };
function glob(pattern, s) { // doublestar: * and ? stay inside a path element, ** crosses
  let r = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '*' && pattern[i + 1] === '*') { r += pattern[i + 2] === '/' ? '(?:.*/)?' : '.*'; i += pattern[i + 2] === '/' ? 2 : 1; }
    else if (c === '*') r += '[^/]*';
    else if (c === '?') r += '[^/]';
    else if (c === '{') r += '(?:'; else if (c === '}') r += ')'; else if (c === ',' && r.includes('(?:')) r += '|';
    else r += c.replace(/[.+^$()|[\]\\]/g, '\\$&');
  }
  return new RegExp(`^${r}$`).test(s);
}
const inc = (c) => (c && typeof c === 'object' && !Array.isArray(c) ? { include: list(c.include), exclude: list(c.exclude), ...c } : { include: list(c), exclude: [] });
function match(c, s) { const { include, exclude } = inc(c); return !exclude.some((p) => glob(p, s)) && (!include.length || include.some((p) => glob(p, s))); }
function when(w, env, status, isStep) {
  const alts = list(w);
  if (!alts.length) return status === 'success';
  return alts.some((c) => {
    known('when', c, ['event', 'branch', 'ref', 'path', 'cron', 'status', 'matrix', 'repo', 'platform', 'instance']);
    const st = list(c.status).length ? list(c.status) : ['success'];
    if (!st.includes(status) && (isStep || c.status)) return false;
    if (c.event && !match(c.event, o.event)) return false;
    if (c.branch && !isTag && !match(c.branch, o.branch)) return false;
    if (c.ref && !match(c.ref, o.ref)) return false;
    if (c.cron && o.event === 'cron' && !match(c.cron, o.cron)) return false;
    if (c.matrix && !Object.entries(c.matrix).every(([k, v]) => env[k] === String(v))) return false;
    if (c.path && ['push', 'pull_request'].includes(o.event) && o.changed.length) {
      const p = inc(c.path);
      if (!(o.changed.some((f) => !p.exclude.some((g) => glob(g, f)) && (!p.include.length || p.include.some((g) => glob(g, f)))))) return false;
    }
    return true;
  });
}
const subst = (text, env) => text.replace(/\$\$\{|\$\{(\w+)(?:(:-|:(?=\d)|=|#|%|\/)([^}]*))?\}/g, (m, n, op, arg) => {
  if (m === '$${') return '${';
  if (op === ':') return (env[n] ?? '').slice(Number(arg));
  if (op && op !== ':-' && op !== '=') fail(`substitution ${m} is not covered`);
  return env[n] || (op ? arg : '') || '';
});
const pluginValue = (v) => (Array.isArray(v) && v.every((x) => typeof x !== 'object') ? v.join(',') : v && typeof v === 'object' ? JSON.stringify(v) : String(v));
const secret = (v, where) => (v && typeof v === 'object' && 'from_secret' in v ? secrets[v.from_secret] ?? fail(`${where}: secret ${v.from_secret} is not given`) : v);

function axes(matrix) {
  if (!matrix) return [{}];
  if (Array.isArray(matrix)) fail('matrix: a map is needed');
  if (matrix.include) return matrix.include;
  return Object.entries(matrix).reduce((acc, [k, vs]) => acc.flatMap((a) => list(vs).map((v) => ({ ...a, [k]: String(v) }))), [{}]);
}
function ordered(items, deps, what) { // stable topological order
  const done = new Set(), out = [], names = new Set(items.map((i) => i.name));
  for (const i of items) for (const d of deps(i)) if (!names.has(d)) fail(`${what} ${i.name} depends on ${d}, which does not exist or is filtered out`);
  while (out.length < items.length) {
    const i = items.find((x) => !done.has(x) && deps(x).every((d) => items.filter((y) => y.name === d).every((y) => done.has(y))));
    if (!i) fail(`${what}: circular depends_on`);
    done.add(i); out.push(i);
  }
  return out;
}

const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'run-woodpecker-'));
const plugins = path.join(here, 'standin/plugins');
function runStep(step, env, cwd, name) {
  known(`step ${name}`, step, ['name', 'image', 'commands', 'entrypoint', 'settings', 'environment', 'when', 'depends_on', 'privileged', 'pull', 'failure', 'directory', 'detach', 'volumes', 'backend_options', 'dns']);
  if (step.commands && step.settings) fail(`step ${name}: commands and settings exclude each other`);
  if (!step.image) fail(`step ${name}: no image`);
  const e = { ...process.env, ...env, CI_STEP_NAME: name, CI_WORKSPACE: cwd };
  for (const [k, v] of Object.entries(step.environment ?? {})) e[k] = String(secret(v, `step ${name}`));
  let r;
  const opts = { cwd: step.directory ? path.join(cwd, step.directory) : cwd, env: e, stdio: ['ignore', 'inherit', 'inherit'] };
  if (step.commands) {
    const script = list(step.commands).map((c) => `printf '+ %s\\n' ${`'${String(c).replace(/'/g, `'\\''`)}'`}\n${c}`).join('\n');
    r = spawnSync('sh', ['-e', '-c', script], opts);
  } else if (step.entrypoint) {
    const [program, ...args] = list(step.entrypoint);
    r = spawnSync('docker', ['run', '--rm', '--pull', 'always', '--entrypoint', program, step.image, ...args], opts);
  } else {
    for (const [k, v] of Object.entries(step.settings ?? {})) e[`PLUGIN_${k.toUpperCase().replace(/-/g, '_')}`] = pluginValue(secret(v, `step ${name}`));
    const exe = path.join(plugins, step.image.replace(/[:@].*$/, '').split('/').pop());
    if (!fs.existsSync(exe)) fail(`step ${name}: no stand-in ${path.relative(here, exe)} for ${step.image}`);
    r = spawnSync(exe, [], opts);
  }
  return r.status === 0;
}

const found = [];
for (const f of fs.readdirSync(path.join(repo, o.dir)).sort()) {
  if (!/\.ya?ml$/.test(f)) continue;
  let text = git('show', `${sha}:${path.join(o.dir, f)}`);
  for (const e of o.edit) { const [from, to] = e.split('=>'); text = text.split(from).join(to); }
  const raw = YAML.parse(text, { merge: true });
  for (const m of axes(raw.matrix)) {
    const env = { ...meta, ...Object.fromEntries(Object.entries(m).map(([k, v]) => [k, String(v)])) };
    const wf = YAML.parse(subst(text, env), { merge: true });
    known(f, wf, ['when', 'steps', 'matrix', 'labels', 'depends_on', 'skip_clone', 'runs_on', 'variables', 'clone', 'workspace', 'concurrency']);
    found.push({ name: f.replace(/\.ya?ml$/, ''), wf, env, axis: Object.values(m).join(',') });
  }
}
const picked = found.filter((w) => when(w.wf.when, w.env, 'success', false));
const skipped = found.length - picked.length;
const count = { ok: 0, failed: 0 };
const dep = (w) => list(w.wf.depends_on).filter((d) => !(d && typeof d === 'object' && d.optional && !picked.some((p) => p.name === d.name))).map((d) => (typeof d === 'string' ? d : d.name));
const state = new Map();
try {
  for (const w of ordered(picked, dep, 'workflow')) {
    if (o.only && w.name !== o.only) continue;
    const label = w.axis ? `${w.name} (${w.axis})` : w.name;
    const up = dep(w).every((d) => state.get(d) !== false) ? 'success' : 'failure';
    if (!(list(w.wf.runs_on).length ? list(w.wf.runs_on) : ['success']).includes(up)) { console.log(`# ${label}: skipped, a dependency failed`); state.set(w.name, false); continue; }
    console.log(`# ${label}`);
    const cwd = path.join(tmp, `${state.size}-${w.name}-${count.ok + count.failed}`);
    if (w.wf.skip_clone) fs.mkdirSync(cwd);
    else { execFileSync('git', ['clone', '-q', repo, cwd]); execFileSync('git', ['checkout', '-q', sha], { cwd }); }
    const env = { ...w.env, CI_WORKFLOW_NAME: w.name };
    const steps = Array.isArray(w.wf.steps) ? w.wf.steps : Object.entries(w.wf.steps ?? {}).map(([name, s]) => ({ name, ...s }));
    if (!steps.length) fail(`${label}: no steps`);
    if (w.wf.services) fail(`${label}: services are not covered`);
    const named = steps.map((s, i) => ({ s, name: s.name ?? `step-${i}` }));
    const dag = steps.some((s) => s.depends_on);
    let status = 'success';
    for (const { s, name } of dag ? ordered(named, (n) => list(n.s.depends_on), `${label}: step`) : named) {
      if (!when(s.when, env, status, true)) { console.log(`- ${name}: skipped`); continue; }
      console.log(`- ${name}`);
      if (o.list) continue;
      if (!runStep(s, env, cwd, name) && s.failure !== 'ignore') { console.log(`- ${name}: FAILED`); status = 'failure'; }
    }
    count[status === 'success' ? 'ok' : 'failed']++;
    state.set(w.name, status === 'success' && state.get(w.name) !== false);
  }
} catch (e) {
  console.log(`error: ${e.message}`);
  count.failed++;
} finally { fs.rmSync(tmp, { recursive: true, force: true }); }
console.log(`workflows: ${count.ok} ok, ${count.failed} failed, ${skipped} skipped`);
process.exit(count.failed ? 1 : count.ok ? 0 : 2);
