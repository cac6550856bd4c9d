// node serve.mjs DIR PORT: the files of a folder over HTTP on the loopback, with what package managers ask of a registry: an index
// for a folder (index.json or index.html), content types (pip and uv refuse a page without one), and ranges (uv reads the metadata
// of a wheel that way). Each answer is a line on standard output, so the log shows what a build fetched.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';

const [dir, port] = process.argv.slice(2);
const TYPES = { html: 'text/html; charset=utf-8', json: 'application/json', xml: 'text/xml', pom: 'text/xml', whl: 'application/zip' };

/** A registry of npm has to be at the root: npm takes the path of a locked address, and drops the path of the registry itself. */
const ROOTS = ['', 'npm'];

function findFile(path) {
  for (const name of ROOTS.flatMap(root => ['', 'index.json', 'index.html'].map(index => join(dir, root, path, index)))) {
    const stat = statSync(name.replace(/\/$/, ''), { throwIfNoEntry: false });
    if (stat?.isFile()) return { file: name.replace(/\/$/, ''), size: stat.size };
  }
  return undefined;
}

/** The first and the last byte of the answer to a `Range` header. */
function parseRange(header, size) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || from + to === '') return undefined;
  return from === '' ? [Math.max(0, size - Number(to)), size - 1] : [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
}

createServer((request, response) => {
  const found = findFile(normalize(`/${decodeURIComponent(request.url.split('?')[0])}`));
  const range = found && parseRange(request.headers.range, found.size);
  const status = found === undefined ? 404 : range ? 206 : 200;
  console.log(status, request.method, request.url);
  if (found === undefined) {
    response.writeHead(status, { 'content-length': 0 }).end();
    return;
  }
  const { file, size } = found;
  const [start, end] = range ?? [0, size - 1];
  response.writeHead(status, {
    'content-type': TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    ...range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {},
  });
  if (request.method === 'HEAD' || size === 0) response.end();
  else createReadStream(file, { start, end }).pipe(response);
}).listen(Number(port), '127.0.0.1');
