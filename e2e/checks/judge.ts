import { Check, Subject } from './check';

/** Tries every check, whatever the others did; the number of those that failed. */
export async function judge(checks: readonly Check[], subject: Subject): Promise<number> {
  let failures = 0;
  for (const { name, holds } of checks) {
    try {
      await holds(subject);
      console.error(`  ok      ${name}`);
    } catch (error) {
      failures++;
      console.error(`  FAILED  ${name}\n${(error as Error).message.replace(/^/gm, '          ')}`);
    } finally {
      await subject.containers.clear();
    }
  }
  return failures;
}
