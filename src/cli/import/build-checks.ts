import { _ReadStages, _UNDECIDED, _lint, _readSyntax } from '../../dockerfile';

/** BuildKit's checks about what a file does, and not about how it is written: what is written of it does the same. */
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

/** A finding of BuildKit's that is to be accepted, so that the build goes on as before. */
export interface AcceptedCheck {
  readonly rule: string;
  readonly reason: string;
}

/** What BuildKit warns of in a Dockerfile, or was asked not to look at. */
export function acceptedChecks(text: string, { directives: { check } }: _ReadStages): AcceptedCheck[] {
  const tree = _readSyntax(text);
  const skipped = check?.split(';').find(option => option.startsWith('skip='))?.slice('skip='.length).split(',') ?? [];
  const isSkipped = (rule: string) => skipped.some(each => each === 'all' || each === rule);
  // The directive hides what is found, and is not written again as it is.
  const found = new Set(_lint({ ...tree, directives: tree.directives.filter(({ name }) => name !== 'check') }).map(({ rule }) => rule));
  return [...KEPT.filter(rule => found.has(rule)), ...(isSkipped(_UNDECIDED.id) ? [_UNDECIDED.id] : [])].map(rule => ({
    rule,
    reason: isSkipped(rule) ? 'skipped in the imported Dockerfile' : 'as in the imported Dockerfile',
  }));
}

/** Global arguments without which a base has no name: whoever builds sets them. */
export function requiredArgs(text: string, { globalArgs, stages }: _ReadStages): string[] {
  const lines = new Set(_lint(_readSyntax(text)).filter(({ rule }) => rule === 'dockerfile/image').map(({ range }) => range.startLine));
  const bases = stages.filter(({ line }) => lines.has(line)).map(({ image }) => image);
  const open = globalArgs.filter(({ defaultValue }) => defaultValue === undefined).map(({ name }) => name);
  return open.filter(name => bases.some(({ variables }) => variables.includes(name)));
}
