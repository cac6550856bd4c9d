import { _ReadStages, _UNDECIDED, _lint, _readSyntax } from '../../dockerfile';

/** BuildKit's checks about what a file does, not about how it is written: the generated Dockerfile does the same. */
const KEPT = [
  'FromPlatformFlagConstDisallowed',
  'InvalidDefaultArgInFrom',
  'JSONArgsRecommended',
  'MultipleInstructionsDisallowed',
  'ReservedStageName',
  'SecretsUsedInArgOrEnv',
  'UndefinedArgInFrom',
  'UndefinedVar',
  'WorkdirRelativePath',
];

/** A check of BuildKit to accept, so that the build succeeds as before. */
export interface AcceptedCheck {
  readonly rule: string;
  readonly reason: string;
}

/** The checks that a Dockerfile violates or skips. */
export function listAcceptedChecks(text: string, { directives: { check } }: _ReadStages): AcceptedCheck[] {
  const tree = _readSyntax(text);
  const skipped = check?.split(';').find(option => option.startsWith('skip='))?.slice('skip='.length).split(',') ?? [];
  const isSkipped = (rule: string) => skipped.some(each => each === 'all' || each === rule);
  // The directive hides findings, and is not imported.
  const found = new Set(_lint({ ...tree, directives: tree.directives.filter(({ name }) => name !== 'check') }).map(({ rule }) => rule));
  return [...KEPT.filter(rule => found.has(rule)), ...(isSkipped(_UNDECIDED.id) ? [_UNDECIDED.id] : [])].map(rule => ({
    rule,
    reason: isSkipped(rule) ? 'skipped in the imported Dockerfile' : 'as in the imported Dockerfile',
  }));
}

/** Global arguments that a base image needs and that have no default: the build must set them. */
export function listRequiredArgs(text: string, { globalArgs, stages }: _ReadStages): string[] {
  const lines = new Set(_lint(_readSyntax(text)).filter(({ rule }) => rule === 'dockerfile/image').map(({ range }) => range.startLine));
  const bases = stages.filter(({ line }) => lines.has(line)).map(({ image }) => image);
  const open = globalArgs.filter(({ defaultValue }) => defaultValue === undefined).map(({ name }) => name);
  return open.filter(name => bases.some(({ variables }) => variables.includes(name)));
}
