import { parseMountFields } from './places';
import type { Step } from './step';
import { _findFlag, _listFlags } from '../../syntax/flags';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';

/** The stages and images that an instruction copies or mounts from. */
export function listSources(instruction: _SyntaxInstruction): string[] {
  switch (instruction.name) {
    case 'COPY': return [_findFlag(instruction, 'from') ?? ''].filter(Boolean);
    case 'RUN': return _listFlags(instruction, 'mount').flatMap(parseMountFields).flatMap(({ key, value }) => key === 'from' && value ? value : []);
    default: return [];
  }
}

/** Whether a name contains a variable, which BuildKit does not expand there. */
export function hasVariable({ keyword }: Step, name: string): boolean {
  return (keyword === 'COPY' ? /[$'"\\]/ : /\$./s).test(name);
}
