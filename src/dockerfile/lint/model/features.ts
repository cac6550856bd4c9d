import { parseMountFields } from './places';
import { _FRONTEND_VERSIONS } from '../../nodes/frontend-versions';
import { _listArguments } from '../../syntax/arguments';
import { _findFlag, _listFlags } from '../../syntax/flags';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';
import { isMode, isSymbolic } from '../language/mode';
import { parseSource } from '../language/source';

/** The flags that `ADD` shares with `COPY`. */
const SHARED = ['chmod', 'exclude', 'link'];

/** The frontend features that an instruction needs: keys in `frontend-versions.ts`. */
export function listFeatures(instruction: _SyntaxInstruction): string[] {
  const keyword = instruction.name.toLowerCase();
  const mode = _findFlag(instruction, 'chmod') ?? '';
  const names = [
    ...instruction.flags.map(({ name }) => `${keyword === 'add' && SHARED.includes(name) ? 'copy' : keyword} --${name}`),
    ...(isMode(mode) && isSymbolic(mode) ? ['copy --chmod=symbolic'] : []),
    ...(instruction.heredocs.length > 0 ? ['heredoc'] : []),
    ...(keyword === 'run' && hasSecretInEnvironment(instruction) ? ['run --mount=type=secret,env'] : []),
    ...(keyword === 'add' ? listGitFeatures(instruction) : []),
    ...(keyword === 'onbuild' ? listTriggerFeatures(instruction) : []),
  ];
  return [...new Set(names)].filter(name => Object.hasOwn(_FRONTEND_VERSIONS, name));
}

function hasSecretInEnvironment(instruction: _SyntaxInstruction): boolean {
  return _listFlags(instruction, 'mount').map(parseMountFields)
    .some(fields => fields.some(({ key }) => key === 'env') && fields.some(({ key, value }) => key === 'type' && value === 'secret'));
}

/** The features that a git address needs. */
function listGitFeatures(instruction: _SyntaxInstruction): string[] {
  const sources = _listArguments(instruction).slice(0, -1).filter(source => parseSource(source).kind === 'git');
  const queries = sources.map(source => new URLSearchParams(/\?([^#]*)/.exec(source)?.[1] ?? ''));
  return [
    ...(sources.length > 0 && _findFlag(instruction, 'checksum') ? ['add --checksum=commit'] : []),
    ...(queries.some(query => query.size > 0) ? ['add git?'] : []),
    ...['mtime', 'fetch-by-commit'].filter(key => queries.some(query => query.has(key))).map(key => `add git?${key}`),
  ];
}

function listTriggerFeatures({ trigger }: _SyntaxInstruction): string[] {
  if (trigger === undefined) return [];
  const copies = _findFlag(trigger, 'from') !== undefined || _listFlags(trigger, 'mount').some(mount => parseMountFields(mount).some(({ key }) => key === 'from'));
  return [...listFeatures(trigger), ...(copies ? ['onbuild from'] : [])];
}
