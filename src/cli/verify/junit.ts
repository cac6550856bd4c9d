import { VerifyReport, faultsIn, inOneLine, staleLine, suitesOf } from './report';
import { _formatProblem, _visible } from '../../core';
import type { _Case, _PlatformResult } from '../../verify';

/** Prints JUnit XML, which CI systems read: a suite for each platform, a case for each kind of claim. @see https://github.com/testmoapp/junitxml */
export function verifyJunit({ verification }: VerifyReport): string {
  const suites = suitesOf(verification);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: `imagewright verify ${verification.image}`, ...countsOf(suites.flatMap(({ cases }) => cases)) })}>`,
    ...suites.flatMap(({ platform, cases }) => [
      `  <testsuite ${attributes({ name: platform?.platform ?? 'image', ...countsOf(cases) })}>`,
      ...platform === undefined ? [] : propertiesOf(platform),
      ...cases.flatMap(each => caseLines(each, `${verification.image}.${platform?.platform ?? 'image'}`)),
      ...platform === undefined && verification.stale.length > 0 ? [`    <system-out>${escaped(`Unused acknowledgements:\n${verification.stale.map(staleLine).join('\n')}`)}</system-out>`] : [],
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(cases: readonly _Case[]): Record<string, number> {
  return { tests: cases.length, failures: cases.filter(each => faultsIn([each]) > 0).length, errors: 0, skipped: cases.filter(isSkipped).length };
}

function propertiesOf({ measures, digest }: _PlatformResult): string[] {
  const properties = Object.entries({ digest, ...measures }).filter(([, value]) => value !== undefined);
  return [
    '    <properties>',
    ...properties.map(([name, value]) => `      <property ${attributes({ name, value: value! })}/>`),
    '    </properties>',
  ];
}

function caseLines(each: _Case, classname: string): string[] {
  const { family, title, checked, findings, remarks, accepted, unchecked } = each;
  const said = [
    ...listed('Good to know:', remarks.map(inOneLine)),
    ...listed('Accepted:', accepted.map(({ finding, reason }) => `${inOneLine(finding)} Accepted: ${reason}`)),
    ...isSkipped(each) ? [] : listed('Not checked:', unchecked),
  ];
  const opening = `    <testcase ${attributes({ classname, name: `${family}: ${title}`, assertions: checked })}`;
  const faults = faultsIn([each]);
  const lines = [
    ...faults === 0 ? [] : [
      `      <failure ${attributes({ type: findings[0].id, message: `${faults} of these claims ${faults === 1 ? 'does' : 'do'} not hold` })}>${escaped(findings.map(_formatProblem).join('\n'))}</failure>`,
    ],
    ...isSkipped(each) ? [`      <skipped ${attributes({ message: unchecked.join(' ') })}/>`] : [],
    ...said.length > 0 ? [`      <system-out>${escaped(said.join('\n'))}</system-out>`] : [],
  ];
  return lines.length === 0 ? [`${opening}/>`] : [`${opening}>`, ...lines, '    </testcase>'];
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function isSkipped({ checked, findings, unchecked }: _Case): boolean {
  return checked === 0 && findings.length === 0 && unchecked.length > 0;
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values).map(([name, value]) => `${name}="${escaped(String(value)).replace(/\n/g, '&#10;')}"`).join(' ');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text, and replaces characters that XML 1.0 cannot contain. @see https://www.w3.org/TR/xml/#charsets */
function escaped(text: string): string {
  return _visible(text).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Surrogate}]/gu, '\ufffd').replace(/[&<>"]/g, character => ENTITIES[character]);
}
