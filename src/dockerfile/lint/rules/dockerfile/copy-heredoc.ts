import { Severity } from '../../../../core';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileCopyHeredoc: LintRule = {
  id: 'dockerfile/copy-heredoc',
  description: 'The here-document of a COPY or ADD starts without a blank: <<EOF.',
  why: 'BuildKit removes the text, but still looks for files named "<<" and "EOF": the build stops, and no check reports it.',
  fix: 'Write <<EOF, or <<"EOF" for a text without variables.',
  severity: Severity.WARNING,
  bad: ['FROM scratch\nCOPY << EOF /x\nhi\nEOF\n', 'FROM scratch\nADD << "EOF" /x\nhi\nEOF\n'],
  good: ['FROM scratch\nCOPY <<EOF /x\nhi\nEOF\n', 'FROM scratch\nCOPY <<-"EOF" /x\nhi\nEOF\n'],
  *check(file) {
    for (const step of file.filterSteps('COPY', 'ADD')) {
      if (step.instruction.heredocs.length === 0) continue;
      const opening = step.expansions.find(({ role, source }) => role === 'source' && /^<<-?$/.test(source));
      if (opening !== undefined) yield reportStep(step, `${step.keyword} has a blank after "${opening.source}".`);
    }
  },
};
