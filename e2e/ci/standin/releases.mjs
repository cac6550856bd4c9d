#!/usr/bin/env node
// releases.mjs - the releases of a forge, with files: as much of the APIs of GitHub, Gitea and GitLab as the pipelines use.
//
//   releases.mjs PORT [--immutable]      prints `ready` when it listens on 127.0.0.1
//
// GET /state is what there is: releases by tag, their files with checksums, and the requests so far. Each request needs the token `standin` or the one
// that act gives to its workflows. With --immutable, a published release takes no files. One more file than the first two fails once after POST /break.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const [port, immutable] = process.argv.slice(2);
const releases = [];
const packages = new Map();
const requests = [];
let uploadsLeft = Infinity;
const host = `http://127.0.0.1:${port}`;
const sum = bytes => createHash('sha256').update(bytes).digest('hex');

const isAllowed = ({ authorization = '', ...headers }) => ['standin', 'standin-github-token'].some(
  token => [`Bearer ${token}`, `token ${token}`].includes(authorization) || headers['job-token'] === token || headers['private-token'] === token,
);

function create(fields) {
  const id = releases.length + 1;
  const release = { id, files: [], links: [], draft: false, prerelease: false, ...fields };
  releases.push(release);
  return release;
}

function attach(release, name, bytes) {
  if (immutable && !release.draft) return [422, { message: 'Cannot upload assets to an immutable release.' }];
  if (uploadsLeft-- <= 0) { uploadsLeft = Infinity; return [500, { message: 'broken' }]; }
  release.files.push({ id: release.files.length + 1, name, bytes });
  return [201, {}];
}

const showGithub = release => ({
  ...release, links: undefined, files: undefined, upload_url: `${host}/uploads/${release.id}{?name,label}`,
  assets: release.files.map(file => ({ name: file.name, url: `${host}/assets/${release.id}/${file.id}`, browser_download_url: `${host}/download/${release.id}/${file.name}` })),
});
const byTag = (tag, drafts) => releases.find(each => each.tag_name === decodeURIComponent(tag) && (drafts || !each.draft));
const byId = id => releases.find(each => each.id === Number(id));
const found = (value, show = each => each) => (value === undefined ? [404, { message: 'not found' }] : [200, show(value)]);

/** Reads the only part of a form. */
function readForm(bytes, type) {
  const boundary = /boundary=(.*)$/.exec(type)[1];
  const start = bytes.indexOf('\r\n\r\n') + 4;
  return bytes.subarray(start, bytes.indexOf(`\r\n--${boundary}`, start));
}

const ROUTES = [
  ['GET', /^\/repos\/acme\/img\/releases\/tags\/([^/]+)$/, ([tag]) => found(byTag(tag, false), showGithub)],
  ['GET', /^\/repos\/acme\/img\/releases\?per_page=100$/, () => [200, releases.map(showGithub)]],
  ['POST', /^\/repos\/acme\/img\/releases$/, (_, body) => [201, showGithub(create(JSON.parse(body)))]],
  ['PATCH', /^\/repos\/acme\/img\/releases\/(\d+)$/, ([id], body) => found(Object.assign(byId(id), JSON.parse(body)), showGithub)],
  ['POST', /^\/uploads\/(\d+)\?name=([^&]+)$/, ([id, name], body) => attach(byId(id), name, body)],
  ['GET', /^\/assets\/(\d+)\/(\d+)$/, ([id, file]) => [200, byId(id).files.find(each => each.id === Number(file)).bytes]],
  ['POST', /^\/repos\/acme\/img\/releases\/(\d+)\/assets\?name=([^&]+)$/, ([id, name], body, type) => attach(byId(id), name, readForm(body, type))],
  ['GET', /^\/download\/(\d+)\/([^/]+)$/, ([id, name]) => [200, byId(id).files.find(each => each.name === name).bytes]],
  ['GET', /^\/projects\/[^/]+\/releases\/([^/]+)$/, ([tag]) => found(byTag(tag, false))],
  ['POST', /^\/projects\/[^/]+\/releases$/, (_, body) => [201, create(JSON.parse(body))]],
  ['GET', /^\/projects\/[^/]+\/releases\/([^/]+)\/assets\/links\?per_page=100$/, ([tag]) => found(byTag(tag, false)?.links)],
  ['POST', /^\/projects\/[^/]+\/releases\/([^/]+)\/assets\/links$/, ([tag], body) => {
    const link = JSON.parse(body);
    const bytes = packages.get(link.url.replace(host, '').replace(/^\/api\/v[134]/, ''));
    if (bytes === undefined) return [400, { message: 'no such package' }];
    byTag(tag, false).links.push(link);
    byTag(tag, false).files.push({ name: link.name, bytes });
    return [201, {}];
  }],
  ['GET', /^(\/projects\/[^/]+\/packages\/generic\/.*)$/, ([path]) => found(packages.get(path))],
  ['PUT', /^(\/projects\/[^/]+\/packages\/generic\/.*)$/, ([path], body) => {
    if (uploadsLeft-- <= 0) { uploadsLeft = Infinity; return [500, { message: 'broken' }]; }
    packages.set(path, body);
    return [201, {}];
  }],
];

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const answer = (status, value) => {
    response.writeHead(status, { 'content-type': Buffer.isBuffer(value) ? 'application/octet-stream' : 'application/json' });
    response.end(Buffer.isBuffer(value) ? value : JSON.stringify(value));
  };
  const { method, url, headers } = request;
  if (url === '/state') {
    return answer(200, {
      requests,
      releases: releases.map(({ tag_name: tag, draft, prerelease, files }) => ({ tag, draft, prerelease, files: Object.fromEntries(files.map(({ name, bytes }) => [name, sum(bytes)])) })),
    });
  }
  const file = /^\/state\/([^/]+)$/.exec(url);
  if (file) return answer(...found(releases.flatMap(({ files }) => files).find(({ name }) => name === file[1])?.bytes));
  if (url === '/break') { uploadsLeft = 2; return answer(200, {}); }
  const path = url.replace(/^\/api\/v[134]/, '');
  requests.push(`${method} ${path}`);
  if (!isAllowed(headers)) return answer(401, { message: 'who are you?' });
  for (const [verb, pattern, handle] of ROUTES) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return answer(...handle(match.slice(1), body, headers['content-type'] ?? ''));
  }
  return answer(501, { message: `${method} ${path} is not covered` });
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
