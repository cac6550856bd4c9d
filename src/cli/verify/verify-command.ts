import { _Refusal, _suggestNearest, _formatProblem, Platform } from '../../core';
import { _CHECKED_TARGETS, _listFindings, _verify } from '../../verify';
import { Command, ExitCode, UsageError, printError } from '../command';
import { readGivenImage } from './image-input';
import { printJson } from './json';
import { printJunit } from './junit';
import { readManifest } from './manifest-file';
import { printMarkdown } from './markdown';
import { comparePair } from './pair';
import { readPinnedBase } from './pinned-base';
import type { VerifyReport } from './report';
import { printTable } from './table';
import { checkFormat, parseArguments } from '../arguments';
import { REGISTRY_OPTIONS, createRegistryClient, printRegistryHelp } from '../registry-options';
import { writeOutput } from '../write-output';

/** The printer of each format. */
const FORMATS: Record<string, (report: VerifyReport) => string> = { table: printTable, json: printJson, junit: printJunit, markdown: printMarkdown };

/** `imagewright verify`. */
export const verifyCommand: Command = {
  summary: 'Check a built image against its declaration, file by file.',
  help: `Usage: imagewright verify [OPTIONS] IMAGE

Reads a built image and checks everything that the plan claims about it: files, links, modes, owners, programs,
configuration, labels, layers, media types, attestations, budgets. It needs no daemon, and a network only for an image
of a registry.

IMAGE is an OCI image layout (a directory, .tar or .tar.gz), an archive of "docker save" (.tar or .tar.gz), or a directory
that skopeo or podman wrote to "dir:PATH". If it contains several images, name one after a colon: image.tar:TAG.
"-" is a .tar or .tar.gz on standard input. An image of a registry is named by its digest: HOST/NAME@sha256:…

Options:
  --manifest FILE       the claims (default: Dockerfile.imagewright.json)
  --platform NAME       check only this platform; may be given several times
  --target NAME         check also whether this target can load it: routeros
  --format FORMAT       table (the default), json, junit or markdown
  --output FILE         write the report to a file, and the table to standard output
${printRegistryHelp(22)}
Without --platform, every declared platform must be in the image. An archive of "docker save" with
only one platform is checked against the claims for that platform.

Exit code: 0 all claims hold, 1 some do not, 2 the image or the manifest cannot be read.
`,
  async run(args, { stdin, stdout, stderr }) {
    const { manifest: given, platforms, target, format, output, path, registry } = parseOptions(args);
    const sources = { stdin, client: createRegistryClient(registry) };
    try {
      const { name, manifest } = await readManifest(given);
      const note = comparePair(name);
      if (note !== undefined) printError(stderr, note);
      const image = await readGivenImage(path, platforms, sources);
      const base = await readPinnedBase(name, manifest);
      const checked = target === undefined ? undefined : _CHECKED_TARGETS[target];
      const report = { manifest: name, verification: _verify(manifest, image, platforms, base, checked) };
      if (output !== undefined) writeOutput(output, FORMATS[format](report));
      stdout.write(output === undefined ? FORMATS[format](report) : printTable(report));
      return _listFindings(report.verification).length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      stderr.write(`${_formatProblem(error.problem)}\n`);
      return ExitCode.FAILED;
    }
  },
};

const OPTIONS = {
  manifest: { type: 'string' },
  platform: { type: 'string', multiple: true },
  target: { type: 'string' },
  format: { type: 'string', default: 'table' },
  output: { type: 'string' },
  ...REGISTRY_OPTIONS,
} as const;

interface Options {
  readonly manifest?: string;
  readonly platforms: string[];
  readonly target?: string;
  readonly format: string;
  readonly output?: string;
  readonly path: string;
  readonly registry: Parameters<typeof createRegistryClient>[0];
}

function parseOptions(args: string[]): Options {
  const { values: { manifest, platform = [], target, format, output, ...registry }, positionals } = parseArguments('verify', args, OPTIONS);
  checkFormat(format, FORMATS);
  if (target !== undefined) checkTarget(target);
  if (positionals.length !== 1) throw new UsageError('verify takes one image: an OCI layout, an archive of "docker save", "-", or HOST/NAME@sha256:…. See imagewright verify --help.');
  return { manifest, platforms: platform.map(name => Platform.parse(name).name), target, format, output, path: positionals[0], registry };
}

function checkTarget(target: string): void {
  if (Object.hasOwn(_CHECKED_TARGETS, target)) return;
  const names = Object.keys(_CHECKED_TARGETS);
  throw new UsageError(`There is no target "${target}".${_suggestNearest(target, names)} Targets: ${names.join(', ')}.`);
}
