#!/usr/bin/env node
// run-gitlab.mjs - run the generated fragments of GitLab on this machine, with gitlab-ci-local.
//
//   run-gitlab.mjs REPO [--event push] [--ref refs/heads/main] [--before HEAD^] [--variable NAME=VALUE]... [--edit 'FROM=>TO']... [--list]
//
// Clones the repository at the ref and adds a .gitlab-ci.yml, which has a job, defaults and an include of .gitlab/images/*.yml. Jobs run in the shell
// of this machine, whatever their `image` and `services` are: standin/gitlab has the programs of these images. Child pipelines run as part of it.
// Without --before, a push is the first one of its branch. The last line says what ran: `jobs: N ok, N failed`.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const [repoArg, ...rest] = process.argv.slice(2);
const o = { event: 'push', ref: 'refs/heads/main', before: '', variable: [], edit: [], list: false };
for (let i = 0; i < rest.length; i++) {
  const k = rest[i].slice(2);
  if (!rest[i].startsWith('--') || !(k in o)) { console.error(`unknown option ${rest[i]}`); process.exit(64); }
  if (k === 'list') o.list = true; else if (Array.isArray(o[k])) o[k].push(rest[++i]); else o[k] = rest[++i];
}

const repo = path.resolve(repoArg);
const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'run-gitlab-'));
const tree = path.join(tmp, 'tree');
const git = (...args) => execFileSync('git', args, { cwd: tree, encoding: 'utf8' }).trim();
/** A commit, if there is one. */
const findCommit = name => spawnSync('git', ['rev-parse', '--quiet', '--verify', name], { cwd: tree, encoding: 'utf8' }).stdout.trim() || undefined;
try {
  fs.mkdirSync(path.join(tmp, 'home'));
  execFileSync('git', ['clone', '-q', repo, tree]);
  git('checkout', '-q', o.ref.replace('refs/heads/', '').replace('refs/', ''));
  // It wants a remote that looks like one of GitLab. The jobs push to the repository.
  git('remote', 'set-url', 'origin', 'https://gitlab.example.com/acme/images.git');
  fs.symlinkSync(repo, path.join(tmp, 'remote.git'));
  for (const file of git('ls-files', '.gitlab/images').split('\n')) {
    let text = fs.readFileSync(path.join(tree, file), 'utf8');
    for (const edit of o.edit) { const [from, to] = edit.split('=>'); text = text.split(from).join(to); }
    // It would start them with docker, even for jobs in the shell.
    text = text.replace(/\n {2}services:\n(?: {4}.*\n)+/g, '\n');
    // It does not know untracked files.
    text = text.replace(/\n {4}untracked: true\n/g, '\n    paths: [generated.txt]\n');
    fs.writeFileSync(path.join(tree, file), text);
    git('update-index', '--assume-unchanged', file); // for the check that the synthesis is clean
  }
  // It keeps the artifacts of a job under an encoded name, and looks for those that a child pipeline includes under the plain one.
  const artifacts = path.join(tree, '.gitlab-ci-local/artifacts');
  fs.mkdirSync(artifacts, { recursive: true });
  const encode = name => name.replaceAll(/[^\w-]+/g, text => Buffer.from(text).toString('base64url'));
  for (const name of ['images:build:affected', 'images:snapshot:affected']) fs.symlinkSync(encode(name), path.join(artifacts, name));
  fs.writeFileSync(path.join(tree, '.gitlab-ci.yml'), `include:
  - local: .gitlab/images/*.yml
default:
  before_script: [echo "A job must not inherit this."; exit 1]
own job:
  before_script: []
  script: [echo "what the project had before"]
`);
  const isTag = o.ref.startsWith('refs/tags/');
  const variables = {
    CI_PIPELINE_SOURCE: o.event,
    CI_COMMIT_TAG: isTag ? o.ref.replace('refs/tags/', '') : undefined,
    CI_COMMIT_BRANCH: isTag || o.event === 'merge_request_event' ? undefined : 'main',
    CI_DEFAULT_BRANCH: 'main',
    CI_PROJECT_URL: `file://${tmp}/remote`,
    CI_COMMIT_BEFORE_SHA: (o.before === '' ? undefined : findCommit(o.before)) ?? '0'.repeat(40),
    CI_MERGE_REQUEST_DIFF_BASE_SHA: o.event === 'merge_request_event' ? findCommit('HEAD^') : undefined,
    ...Object.fromEntries(o.variable.map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])),
  };
  const given = Object.entries(variables).filter(([, value]) => value !== undefined);
  fs.writeFileSync(path.join(tree, '.gitlab-ci-local-variables.yml'), JSON.stringify(Object.fromEntries(given)));
  const { status, stdout, stderr } = spawnSync('gitlab-ci-local', [
    '--force-shell-executor', '--shell-isolation', '--concurrency', '1', '--no-json-schema-validation', ...(o.list ? ['--list-csv'] : []),
  ], {
    cwd: tree,
    encoding: 'utf8',
    env: {
      ...process.env,
      HOME: path.join(tmp, 'home'), // a job logs in there
      PATH: `${path.join(here, 'standin/gitlab')}:${process.env.PATH}`,
      STANDIN_DOCKER_HOST: process.env.DOCKER_HOST ?? '',
      GCL_IGNORE_PREDEFINED_VARS: Object.keys(variables).join(','),
    },
  });
  console.log(stdout + stderr);
  const ends = [...(stdout + stderr).matchAll(/^ *(?:\x1b\[[0-9;]*m)*(PASS|FAIL)\b/gm)].map(([, end]) => end);
  // A failed job of a child pipeline does not fail gitlab-ci-local: its lines are counted too.
  const failed = ends.filter(end => end === 'FAIL').length;
  console.log(`jobs: ${ends.length - failed} ok, ${failed} failed`);
  process.exitCode = status === 0 && failed === 0 ? 0 : 1;
} finally { fs.rmSync(tmp, { recursive: true, force: true }); }
