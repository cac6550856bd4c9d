import type { Pipeline } from './pipeline';
import { findFirstLine } from './scripts';
import { _quoteShellWord } from '../core';

/** Reads changed references back from generated files. */
export const ADOPT = 'npx --no -- imagewright pin --adopt';

/** Completes what follows from a changed version: commits, checksums, files of bases. */
export const COMPLETE = 'npx --no -- imagewright pin --complete';

/** The command that synthesizes unless another is given. */
export const SYNTHESIZE = 'npx --no -- projen';

/** Author of the commits that complete a bot's branch. Renovate treats other authors as people who work on the branch, and leaves it alone. */
export const COMPLETION_AUTHOR = { name: 'complete-update', address: 'complete-update@localhost' };

/**
 * The commands that complete an update, for Renovate: one program with arguments each, since Renovate uses no shell, and expands templates.
 *
 * @see https://docs.renovatebot.com/configuration-options/#postupgradetasks
 */
export function listUpdateTasks(install: string, synthesis: string): string[] {
  return [install, ADOPT, COMPLETE, synthesis].map(printCommand);
}

/** A task as Renovate's `commands` has it: `{{` begins a template there. */
export function escapeTask(command: string): string {
  return command.replace(/\{\{/g, '\\{{');
}

/** The value of RENOVATE_ALLOWED_COMMANDS: patterns that match these commands only. */
export function printAllowedCommands({ install, synthesis }: Pick<Pipeline, 'install' | 'synthesis'>): string {
  const patterns = listUpdateTasks(install, synthesis).map(command => `^${command.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
  return JSON.stringify(patterns);
}

/** A script of plain words is a command; any other one needs a shell. */
function printCommand(script: string): string {
  const text = script.trim();
  return /^[\w@%+=:,./ -]+$/.test(text) ? text : `sh -c ${quoteTaskWord(`set -e\n${text}`)}`;
}

/**
 * Quotes a word of a command of Renovate, which is split without a shell: in double quotes, `\$` would stay as it is.
 *
 * @see https://www.npmjs.com/package/shlex
 */
export function quoteTaskWord(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/**
 * Fails if the synthesis has changed what is committed, and names the files.
 *
 * @param synthesis the command, for the message
 */
export function printCleanScript(synthesis: string): string {
  return `changed=$(git status --porcelain)
if [ -n "$changed" ]; then
  git --no-pager diff
  echo "The synthesis changes what is committed:" >&2
  echo "$changed" >&2
  printf 'Run it and commit the result: %s\\n' ${_quoteShellWord(findFirstLine(synthesis))} >&2
  exit 1
fi
`;
}

/** Writes what the synthesis has changed to a file; empty if nothing. */
export function printPatchScript(patch: string): string {
  return `git add --all
git diff --cached --binary > ${patch}
`;
}

/**
 * Pushes a patch to `$BRANCH` of `$REMOTE`, if that is still at `$COMMIT`. It uses a clone of its own: the code of the repository could have
 * changed the configuration of another one, and with it what git runs.
 *
 * @param patch path of the patch, as a shell word
 */
export function printCompletionScript(patch: string): string {
  return `if [ ! -s ${patch} ]; then
  echo "$BRANCH is complete."
  exit 0
fi
tree=$(mktemp -d)
git clone --quiet --branch "$BRANCH" --single-branch "$REMOTE" "$tree"
if [ "$(git -C "$tree" rev-parse HEAD)" != "$COMMIT" ]; then
  echo "$BRANCH has moved: the run for its newest commit completes it."
  exit 0
fi
git -C "$tree" apply --index --whitespace=nowarn ${patch}
git -C "$tree" commit --quiet --message "chore(deps): complete the update"
git -C "$tree" push --quiet origin "HEAD:refs/heads/$BRANCH"
`;
}

/** Author and committer of that commit. */
export const COMPLETION_ENV = {
  GIT_AUTHOR_NAME: COMPLETION_AUTHOR.name,
  GIT_AUTHOR_EMAIL: COMPLETION_AUTHOR.address,
  GIT_COMMITTER_NAME: COMPLETION_AUTHOR.name,
  GIT_COMMITTER_EMAIL: COMPLETION_AUTHOR.address,
} as const;
