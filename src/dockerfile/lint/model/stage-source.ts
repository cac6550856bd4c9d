import { mountFields } from './places';
import type { Step } from './step';
import { _flag, _flags } from '../../syntax/flags';
import type { _SyntaxInstruction } from '../../syntax/syntax-tree';

/** The stages and images that an instruction copies or mounts from. */
export function sourcesOf(instruction: _SyntaxInstruction): string[] {
  switch (instruction.name) {
    case 'COPY': return [_flag(instruction, 'from') ?? ''].filter(Boolean);
    case 'RUN': return _flags(instruction, 'mount').flatMap(mountFields).flatMap(({ key, value }) => key === 'from' && value ? value : []);
    default: return [];
  }
}

/** Whether a name contains a variable, which BuildKit does not expand there. */
export function hasVariable({ keyword }: Step, name: string): boolean {
  return (keyword === 'COPY' ? /[$'"\\]/ : /\$./s).test(name);
}
