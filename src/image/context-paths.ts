import { posix } from 'node:path';
import { CopySource, Word, _Call } from '../dockerfile';

/** Where in a path something is not known before the build: a wildcard, an escape character, a variable. */
const UNKNOWN = /[*?[\\$]/;

/**
 * The paths of the build context that an instruction reads, up to the first part that is not known; `.` for all of it.
 *
 * @internal
 */
export function _contextPaths(call: _Call): string[] {
  const [first] = call.args as { sources?: _Call[]; copyFrom?: string }[];
  switch (call.maker) {
    case 'new Copy':
    case 'new Add':
      return first.copyFrom === undefined ? first.sources!.flatMap(({ maker, args }) => (maker === 'CopySource.heredoc' ? [] : known(textOf(args[0] as _Call)))) : [];
    default:
      return call.args.flatMap(mounts).filter(({ mountFrom }) => mountFrom === undefined).flatMap(({ source }) => known(source ?? '.'));
  }
}

interface Bind {
  readonly mountFrom?: string;
  readonly source?: string;
}

/** The bind mounts among the properties of a `RUN`. */
function mounts(props: unknown): Bind[] {
  const { mounts: all = [] } = (typeof props === 'object' && props !== null ? props : {}) as { mounts?: _Call[] };
  return all.filter(({ maker }) => maker === 'Mount.bind').map(({ args }) => args[0] as Bind);
}

function textOf({ maker, args }: _Call): string {
  return maker === 'Word.variable' ? `$${args[0] as string}` : args[0] as string;
}

function known(source: string): string[] {
  if (CopySource.pattern(Word.literal(source)).isRemote) return [];
  // BuildKit takes "/" and what lies above the context for the context itself.
  const parts = posix.normalize(`/${source}`).split('/').filter(part => part !== '');
  const unknown = parts.findIndex(part => UNKNOWN.test(part));
  return [parts.slice(0, unknown === -1 ? undefined : unknown).join('/') || '.'];
}
