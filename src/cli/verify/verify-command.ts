import { writeFileSync } from 'node:fs';
import { _Refusal, _didYouMean, _formatProblem, Platform } from '../../core';
import { _BuiltImage, _readImage, _splitReference } from '../../oci';
import { _findings, _verify } from '../../verify';
import { Command, ExitCode, UsageError } from '../command';
import { verifyJson } from './json';
import { verifyJunit } from './junit';
import { readManifest } from './manifest-file';
import { aboutPair } from './pair';
import type { VerifyReport } from './report';
import { verifyTable } from './table';
import { checkFormat, parsedArguments } from '../arguments';

/** What prints a report. */
const FORMATS: Record<string, (report: VerifyReport) => string> = { table: verifyTable, json: verifyJson, junit: verifyJunit };

/** `imagewright verify`. */
export const verifyCommand: Command = {
  summary: 'Hold a built image against what was declared, file by file.',
  help: `Usage: imagewright verify [OPTIONS] IMAGE

Reads a built image and checks everything that the plan claims about it: files, links, modes, owners, programs,
configuration, labels, layers, media types, attestations, budgets. No daemon, no network; nothing is written.

IMAGE is an OCI image layout (a directory, .tar or .tar.gz), what "docker save" writes (.tar or .tar.gz), or what skopeo
and podman write to "dir:PATH". Where it holds several images, name one behind a colon: image.tar:TAG.

Options:
  --manifest FILE     the claims; Dockerfile.imagewright.json when not given
  --platform NAME     look at this platform alone, and do not ask for the others; may be given several times
  --format FORMAT     table, json or junit; table when not given
  --output FILE       write the report into a file, and the table to standard output

Without --platform the image has to be there for every declared platform. An archive of "docker save" without an
index holds one platform by its nature, and is checked against the claims for that one.

Exit code: 0 all claims hold, 1 some do not, 2 the image or the manifest could not be read.
`,
  async run(args, { stdout, stderr }) {
    const { manifest: given, platforms, format, output, path } = parsed(args);
    try {
      const { name, manifest } = await readManifest(given);
      const note = aboutPair(name);
      if (note !== undefined) stderr.write(`imagewright: ${note}\n`);
      const report = { manifest: name, verification: _verify(manifest, await imageAt(path), platforms) };
      if (output !== undefined) write(output, FORMATS[format](report));
      stdout.write(output === undefined ? FORMATS[format](report) : verifyTable(report));
      return _findings(report.verification).length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      stderr.write(`${_formatProblem(error.problem)}\n`);
      return ExitCode.FAILED;
    }
  },
};

/** What is at a path, or the one of several images there that is named behind it. */
async function imageAt(given: string): Promise<_BuiltImage> {
  const { path, reference } = _splitReference(given);
  return { ...await _readImage(path, reference === undefined ? {} : { reference }), path: given };
}

const OPTIONS = {
  manifest: { type: 'string' },
  platform: { type: 'string', multiple: true },
  format: { type: 'string', default: 'table' },
  output: { type: 'string' },
} as const;

function parsed(args: string[]): { manifest?: string; platforms: string[]; format: string; output?: string; path: string } {
  const { values: { manifest, platform = [], format, output }, positionals } = parsedArguments('verify', args, OPTIONS);
  checkFormat(format, FORMATS);
  if (positionals.length !== 1) throw new UsageError('verify takes one image: an OCI layout, or an archive of "docker save". See imagewright verify --help.');
  return { manifest, platforms: platform.map(name => Platform.parse(name).name), format, output, path: positionals[0] };
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
