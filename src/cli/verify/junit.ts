import { VerifyReport, countFindings, formatFinding, formatStale, listSuites } from './report';
import { _formatProblem, _escapeHidden } from '../../core';
import type { _Case, _PlatformResult } from '../../verify';

/** Prints JUnit XML, which CI systems read: a suite for each platform, a case for each kind of claim. @see https://github.com/testmoapp/junitxml */
export function printJunit({ verification }: VerifyReport): string {
  const suites = listSuites(verification);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${printAttributes({ name: `imagewright verify ${verification.image}`, ...countCases(suites.flatMap(({ cases }) => cases)) })}>`,
    ...suites.flatMap(({ platform, cases }) => [
      `  <testsuite ${printAttributes({ name: platform?.platform ?? 'image', ...countCases(cases) })}>`,
      ...platform === undefined ? [] : printProperties(platform),
      ...cases.flatMap(each => printCase(each, `${verification.image}.${platform?.platform ?? 'image'}`)),
      ...platform === undefined && verification.stale.length > 0 ? [`    <system-out>${escapeXml(`Unused acknowledgements:\n${verification.stale.map(formatStale).join('\n')}`)}</system-out>`] : [],
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function countCases(cases: readonly _Case[]): Record<string, number> {
  return {
    tests: cases.length,
    failures: cases.filter(each => countFindings([each]) > 0).length,
    errors: 0,
    skipped: cases.filter(isSkipped).length,
  };
}

function printProperties({ measures, digest }: _PlatformResult): string[] {
  const properties = Object.entries({ digest, ...measures }).filter(([, value]) => value !== undefined);
  return [
    '    <properties>',
    ...properties.map(([name, value]) => `      <property ${printAttributes({ name, value: value! })}/>`),
    '    </properties>',
  ];
}

function printCase(each: _Case, classname: string): string[] {
  const { family, title, checked, findings, remarks, accepted, unchecked } = each;
  const output = [
    ...printSection('Good to know:', remarks.map(formatFinding)),
    ...printSection('Accepted:', accepted.map(({ finding, reason }) => `${formatFinding(finding)} Accepted: ${reason}`)),
    ...isSkipped(each) ? [] : printSection('Not checked:', unchecked),
  ];
  const opening = `    <testcase ${printAttributes({ classname, name: `${family}: ${title}`, assertions: checked })}`;
  const faults = countFindings([each]);
  const lines = [
    ...faults === 0 ? [] : [
      `      <failure ${printAttributes({ type: findings[0].id, message: `${faults} of these claims ${faults === 1 ? 'does' : 'do'} not hold` })}>${escapeXml(findings.map(_formatProblem).join('\n'))}</failure>`,
    ],
    ...isSkipped(each) ? [`      <skipped ${printAttributes({ message: unchecked.join(' ') })}/>`] : [],
    ...output.length > 0 ? [`      <system-out>${escapeXml(output.join('\n'))}</system-out>`] : [],
  ];
  return lines.length === 0 ? [`${opening}/>`] : [`${opening}>`, ...lines, '    </testcase>'];
}

function printSection(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function isSkipped({ checked, findings, unchecked }: _Case): boolean {
  return checked === 0 && findings.length === 0 && unchecked.length > 0;
}

function printAttributes(values: Record<string, string | number>): string {
  return Object.entries(values).map(([name, value]) => `${name}="${escapeXml(String(value)).replace(/\n/g, '&#10;')}"`).join(' ');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text, and replaces characters that XML 1.0 cannot contain. @see https://www.w3.org/TR/xml/#charsets */
function escapeXml(text: string): string {
  return _escapeHidden(text).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Surrogate}]/gu, '\ufffd').replace(/[&<>"]/g, character => ENTITIES[character]);
}
