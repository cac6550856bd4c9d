import { VerifyReport, faultsIn, suitesOf } from './report';
import { _jsonText } from '../../core';

/** Prints everything for programs. The names of fields are a stable interface: add to them, but never change them. */
export function verifyJson({ manifest, verification }: VerifyReport): string {
  const findings = suitesOf(verification).reduce((sum, { cases }) => sum + faultsIn(cases), 0);
  const { image, path, cases, platforms, stale } = verification;
  return _jsonText({ image, path, manifest, held: findings === 0, findings, cases, platforms, stale });
}
