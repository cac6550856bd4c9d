import { Severity } from '../../../../core';
import { isKnown } from '../../language/expand';
import { parseSource } from '../../language/source';
import type { Expansion } from '../../model/step';
import { findWindowsPathProblem, findWindowsStages } from '../../model/windows';
import { reportStep } from '../../rule';
import type { LintRule } from '../../rule';

export const dockerfileWindowsPath: LintRule = {
  id: 'dockerfile/windows-path',
  description: 'In a stage for Windows, a path is on drive C and not on a share.',
  why: 'BuildKit rejects such a path in a stage for Windows.',
  fix: 'Write a path on drive C, such as C:\\app or /app.',
  severity: Severity.ERROR,
  bad: [
    'FROM --platform=windows/amd64 nanoserver AS windows\nWORKDIR D:/a\n', 'FROM --platform=windows/amd64 nanoserver AS windows\nWORKDIR C:\n',
    'FROM --platform=windows/amd64 nanoserver AS windows\nCOPY a //server/a\n',
  ],
  good: ['FROM --platform=windows/amd64 nanoserver AS windows\nWORKDIR c:/a\nCOPY a C:/a/\n', 'FROM busybox\nWORKDIR /D:/a\nCOPY a b:c\n'],
  *check(file) {
    const windows = findWindowsStages(file.stages);
    if (windows.size === 0) return;
    for (const step of file.filterSteps('WORKDIR', 'COPY', 'ADD')) {
      if (!windows.has(step.stage)) continue;
      for (const { role, text } of step.expansions.filter(isPath)) {
        // BuildKit removes the drive of a destination twice.
        const problem = findWindowsPathProblem(text) ?? (role === 'destination' ? findWindowsPathProblem(text.replace(/^c:/i, '')) : undefined);
        if (problem !== undefined) yield reportStep(step, `"${text}" cannot be used on Windows: ${problem}.`);
      }
    }
  },
};

function isPath({ role, text, problem }: Expansion): boolean {
  if (problem !== undefined || !isKnown(text)) return false;
  return role === 'path' || role === 'destination' || (role === 'source' && parseSource(text).kind === 'path');
}
