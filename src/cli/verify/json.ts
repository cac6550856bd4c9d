import { VerifyReport, countFindings, listSuites } from './report';
import { _printJson } from '../../core';

/** Prints everything for programs. The names of fields are a stable interface: add to them, but never change them. */
export function printJson({ manifest, verification }: VerifyReport): string {
  const findings = listSuites(verification).reduce((sum, { cases }) => sum + countFindings(cases), 0);
  const { image, path, cases, platforms, stale } = verification;
  return _printJson({ image, path, manifest, held: findings === 0, findings, cases, platforms, stale });
}
