import type { FileReport, Report } from './report';
import { Severity, _printJson, _escapeMessage } from '../../core';
import { _listLintRules } from '../../dockerfile';

/** SARIF 2.1.0, which forges show beside the lines of a change. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function printSarif(report: Report): string {
  const rules = new Map(_listLintRules().map(rule => [rule.id, rule]));
  const used = [...new Set(report.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'imagewright',
          informationUri: 'https://github.com/imagewright/imagewright',
          rules: used.map(id => ({ id, shortDescription: { text: rules.get(id)?.description ?? id }, helpUri: rules.get(id)?.url })),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: report.flatMap(file => listResults(file, used)),
    }],
  };
  return _printJson(log);
}

/** A path as a URI, in which `#`, `?` and `:` are parts of names. */
function encodePath(path: string): string {
  return path.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');
}

function listResults({ name, findings }: FileReport, rules: string[]): object[] {
  return findings.map(({ rule, message, range, severity }) => ({
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity === Severity.ERROR ? 'error' : 'warning',
    message: { text: _escapeMessage(message) },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: encodePath(name) },
        // Columns count from 1; a finding about a whole line has none.
        region: range.endColumn === 0
          ? { startLine: range.startLine, endLine: range.endLine }
          : { startLine: range.startLine, startColumn: range.startColumn + 1, endLine: range.endLine, endColumn: range.endColumn + 1 },
      },
    }],
  }));
}
