import { Platform } from '../../core';
import { checkFormat, parseArguments } from '../arguments';
import { UsageError } from '../command';

/** What the user asks for. */
export interface AffectedRequest {
  /** Name of a commit. */
  readonly since: string;
  readonly isWorkingTree: boolean;
  /** Whether all images are listed if there is no such commit. */
  readonly isAllElse: boolean;
  readonly format: string;
  /** The labels of the runner of each platform. */
  readonly runners: ReadonlyMap<string, readonly string[]>;
  /** A file with the rows of a matrix of GitHub, or with jobs of GitLab, of which those of affected images are printed. */
  readonly rows?: string;
  /** A file with the jobs that those of GitLab extend. */
  readonly template?: string;
}

const OPTIONS = {
  'since': { type: 'string' },
  'working-tree': { type: 'boolean', default: false },
  'or-all': { type: 'boolean', default: false },
  'format': { type: 'string', default: 'text' },
  'runner': { type: 'string', multiple: true },
  'rows': { type: 'string' },
  'template': { type: 'string' },
} as const;

const HELP = 'See imagewright affected --help.';

/**
 * Reads the arguments of the command.
 *
 * @throws UsageError if an option is missing, or does not belong to the format
 */
export function readAffectedRequest(args: string[], formats: object): AffectedRequest {
  const { values, positionals } = parseArguments('affected', joinSince(args), OPTIONS);
  const { since, 'working-tree': isWorkingTree, 'or-all': isAllElse, format, runner = [], rows, template } = values;
  if (positionals.length > 0) throw new UsageError(`affected takes no argument: "${positionals[0]}". ${HELP}`);
  if (since === undefined) throw new UsageError(`affected needs a commit to compare with: --since origin/main. ${HELP}`);
  checkFormat(format, formats);
  if (runner.length > 0 && format !== 'github') throw new UsageError(`--runner is an option of --format github. ${HELP}`);
  if (rows !== undefined && format !== 'github' && format !== 'gitlab') throw new UsageError(`--rows is an option of --format github and --format gitlab. ${HELP}`);
  if (template !== undefined && format !== 'gitlab') throw new UsageError(`--template is an option of --format gitlab. ${HELP}`);
  if (template === undefined && rows === undefined && format === 'gitlab') {
    throw new UsageError(`--format gitlab needs --template FILE with the hidden job ".image-platform", or --rows FILE with the jobs. ${HELP}`);
  }
  if (template !== undefined && rows !== undefined) throw new UsageError(`--template and --rows are two ways to say which jobs there are: use one of them. ${HELP}`);
  return { since, isWorkingTree, isAllElse, format, runners: new Map(runner.map(readRunner)), rows, template };
}

/** A value that begins with "-" belongs to `--since` too: that it names no commit is said there. */
function joinSince(args: readonly string[]): string[] {
  const at = args.indexOf('--since');
  return at < 0 || at === args.length - 1 ? [...args] : [...args.slice(0, at), `--since=${args[at + 1]}`, ...args.slice(at + 2)];
}

/** @throws UsageError, and `platform/…` */
function readRunner(text: string): [platform: string, labels: string[]] {
  const [, platform, list] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  const labels = list?.split(',') ?? [];
  if (platform === undefined || labels.some(label => label.trim() === '')) throw new UsageError(`--runner takes a platform and its labels: --runner linux/arm64=ubuntu-24.04-arm. ${HELP}`);
  return [Platform.parse(platform).name, labels];
}
