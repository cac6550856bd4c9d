import { _quoteShellWord } from '../../../core';
import { Yaml, annotateValue } from '../../../yaml';

/** A job that needs no file of the repository. */
export const NO_CLONE = { GIT_STRATEGY: 'none' };

/** Without it, a job gets the files of all jobs of earlier stages, and they would be part of the build context. */
export const NO_FILES = { dependencies: annotateValue([], { inline: true, after: 'no files of other jobs' }) };

/** An image whose entrypoint is a program and no shell. */
export function renderPlain(image: string): Yaml {
  return { name: image, entrypoint: annotateValue([''], { inline: true }) };
}

/** An environment whose variables and approval a job has, without being a deployment. */
export function renderEnvironment(name: string | undefined): Yaml | undefined {
  return name === undefined ? undefined : { name, action: 'access' };
}

/** What lets only one job of an order run at a time. */
export function renderOrder(order: string | undefined): Yaml | undefined {
  return order === undefined ? undefined : annotateValue(`images-${order}`, { after: 'one after the other' });
}

/** Files that a job leaves for the next ones. */
export function renderArtifact(path: string): Yaml {
  return { paths: [path], expire_in: '1 day', access: 'developer' };
}

/** JUnit XML, which GitLab shows in the merge request and in the pipeline, also if the job fails. */
export function renderReport(path: string): Yaml {
  return { when: 'always', reports: { junit: path } };
}

/** Sets variables for the programs that a script runs. In `variables`, GitLab would expand a part of their texts. */
export function printExports(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values).map(([name, value]) => (value === undefined ? '' : `export ${name}=${_quoteShellWord(value)}\n`)).join('');
}
