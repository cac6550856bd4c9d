import { mountFields } from './places';
import { _FRONTEND_VERSIONS } from '../../nodes/frontend-versions';
import { _listed } from '../../syntax/arguments';
import { _flag, _flags } from '../../syntax/flags';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';
import { isMode, isSymbolic } from '../language/mode';
import { sourceOf } from '../language/source';

/** The flags that `ADD` shares with `COPY`. */
const SHARED = ['chmod', 'exclude', 'link'];

/** The frontend features that an instruction needs: keys in `frontend-versions.ts`. */
export function featuresOf(instruction: _SyntaxInstruction): string[] {
  const keyword = instruction.name.toLowerCase();
  const mode = _flag(instruction, 'chmod') ?? '';
  const names = [
    ...instruction.flags.map(({ name }) => `${keyword === 'add' && SHARED.includes(name) ? 'copy' : keyword} --${name}`),
    ...(isMode(mode) && isSymbolic(mode) ? ['copy --chmod=symbolic'] : []),
    ...(instruction.heredocs.length > 0 ? ['heredoc'] : []),
    ...(keyword === 'run' && secretInEnvironment(instruction) ? ['run --mount=type=secret,env'] : []),
    ...(keyword === 'add' ? gitFeatures(instruction) : []),
    ...(keyword === 'onbuild' ? triggerFeatures(instruction) : []),
  ];
  return [...new Set(names)].filter(name => Object.hasOwn(_FRONTEND_VERSIONS, name));
}

function secretInEnvironment(instruction: _SyntaxInstruction): boolean {
  return _flags(instruction, 'mount').map(mountFields)
    .some(fields => fields.some(({ key }) => key === 'env') && fields.some(({ key, value }) => key === 'type' && value === 'secret'));
}

/** The features that a git address needs. */
function gitFeatures(instruction: _SyntaxInstruction): string[] {
  const sources = _listed(instruction).slice(0, -1).filter(source => sourceOf(source).kind === 'git');
  const queries = sources.map(source => new URLSearchParams(/\?([^#]*)/.exec(source)?.[1] ?? ''));
  return [
    ...(sources.length > 0 && _flag(instruction, 'checksum') ? ['add --checksum=commit'] : []),
    ...(queries.some(query => query.size > 0) ? ['add git?'] : []),
    ...['mtime', 'fetch-by-commit'].filter(key => queries.some(query => query.has(key))).map(key => `add git?${key}`),
  ];
}

function triggerFeatures({ trigger }: _SyntaxInstruction): string[] {
  if (trigger === undefined) return [];
  const copies = _flag(trigger, 'from') !== undefined || _flags(trigger, 'mount').some(mount => mountFields(mount).some(({ key }) => key === 'from'));
  return [...featuresOf(trigger), ...(copies ? ['onbuild from'] : [])];
}
