import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _ListedRule, _listRules } from '../../checks';
import { Severity, _suggestNearest } from '../../core';

/** The page with the examples of the rules about images, which are compiled into the documentation only. The package contains it. */
const RULES_PAGE = join(__dirname, '../../../docs/reference/rules.md');

const WEIGHTS: Record<Severity, string> = { [Severity.ERROR]: 'an error', [Severity.WARNING]: 'a warning', [Severity.INFO]: 'for information only' };

/** Generated Dockerfiles tell BuildKit to fail on its warnings. */
const OF_BUILDKIT = 'a warning in BuildKit, and an error in a declared image';

/** The group of the rules about the language. BuildKit's own output names its checks without it. */
const LANGUAGE = 'dockerfile/';

/** The title of the helpers that examples use. */
const HELPERS = 'The examples use these helpers, a ContainerImage named image, and exports of imagewright and of its namespace dockerfile:';

/** Whether a text has the form of a rule's id, or of BuildKit's name of a check. */
export function isRuleId(text: string): boolean {
  return /^[a-z][a-z\d-]*\/[a-z][a-z\d-]*$/i.test(text) || /^[A-Z]\w*[a-z]\w*[A-Z]\w*$/.test(text);
}

/** Finds the rule with an id; returns a message if there is none. */
export function findRule(id: string): _ListedRule | string {
  const rules = _listRules();
  const full = id.includes('/') ? id : `${LANGUAGE}${id}`;
  return rules.find(rule => rule.id === full)
    ?? `There is no rule "${id}".${_suggestNearest(full, rules.map(rule => rule.id))} imagewright explain --rules lists them. Other ids belong to constructs, and their messages are complete.`;
}

/** Lists all rules, one per line. */
export function listRules(): string {
  const rules = _listRules();
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join('');
}

/** Prints a rule as text. */
export function describeRule(rule: _ListedRule): string {
  const { id, title, severity, why, fix, url } = rule;
  const isLanguage = id.startsWith(LANGUAGE);
  const isCheck = isLanguage && /^[A-Z]/.test(id.slice(LANGUAGE.length));
  // What fails the build in BuildKit cannot be accepted.
  const isOpinion = !isLanguage || isCheck || severity !== Severity.ERROR;
  const { bad, good, helpers } = rule.bad === undefined ? readExamples(id) : { bad: rule.bad, good: rule.good ?? [], helpers: [] };
  return [
    `${id}`,
    '',
    `${title.replace(/\.$/, '')}. A finding is ${isCheck ? OF_BUILDKIT : WEIGHTS[severity]}.`,
    '',
    `Why: ${why}`,
    `Fix: ${fix}`,
    ...(url === undefined ? [] : [`See: ${url}`]),
    ...printExamples('Reported:', bad),
    ...printExamples('Accepted:', good),
    ...printExamples(HELPERS, helpers),
    ...(isOpinion ? ['', `To accept a finding: Checks.of(construct).acknowledge('${id}', 'the reason').`] : []),
    '',
  ].join('\n');
}

function printExamples(title: string, texts: readonly string[]): string[] {
  return texts.flatMap((text, i) => ['', ...(i === 0 ? [title, ''] : []), ...text.trimEnd().split('\n').map(line => `    ${line}`.trimEnd())]);
}

/** The examples of a rule in docs/reference/rules.md, and the helpers that they use. */
interface Examples {
  readonly bad: readonly string[];
  readonly good: readonly string[];
  readonly helpers: readonly string[];
}

/** Reads the code below "Reported:" and "Accepted:" in the section of a rule, and of the helpers that it names. */
function readExamples(id: string): Examples {
  const page = existsSync(RULES_PAGE) ? readFileSync(RULES_PAGE, 'utf8') : '';
  const sections = page.split(/^## /m);
  const listCode = (section: string, title: string) => {
    const text = sections.find(each => each.startsWith(`${section}\n`)) ?? '';
    return [...text.matchAll(new RegExp(`${title}\n\`\`\`ts\n([^]*?)\`\`\``, 'gm'))].map(([, code]) => code);
  };
  const both = listCode(id, '^Both use:\n').map(text => `// both use\n${text}`);
  const bad = [...both, ...listCode(id, '^Reported:\n')];
  const good = listCode(id, '^Accepted:\n');
  return { bad, good, helpers: findHelpers([...bad, ...good], listCode('Names in the examples', '')) };
}

/** The helpers that some code names, and those that they name. */
function findHelpers(code: readonly string[], helpers: readonly string[]): string[] {
  const found = helpers.filter(helper => {
    const [, name] = /^(?:function|const) (\w+)/m.exec(helper)!;
    return code.some(text => new RegExp(`\\b${name}\\b`).test(text));
  });
  const all = [...new Set([...code, ...found])];
  return all.length === code.length ? found : findHelpers(all, helpers);
}
