import { Problem, _quotedValue } from '../core';
import { isCron } from './cron';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import { isPlainLine, optionProblems } from './option-texts';
import { misnamed } from './pipeline-names';
import { REGISTRY, REPOSITORY, TAG } from './reference-forms';

/** Checks the properties of a pipeline. */
export function problemsOf(props: ImagePipelineProps): Problem[] {
  const { registry, images, forges, floatingTag, release, renovate, installCommand, branch, ignoredPaths } = props;
  const names = forges.map(({ name }) => name);
  return [
    ...(images.length > 0 ? [] : [problem('ci/no-image', 'The pipeline has no image.', 'It would build nothing.', 'Pass at least one: images: [{ image, repository }].')]),
    ...(forges.length > 0 ? [] : [problem('ci/no-forge', 'The pipeline has no forge.', 'It would run nowhere, and no file would be written.',
      'Pass at least one: forges: [Forge.woodpecker()] or [Forge.github()].')]),
    ...repeated(names).map(name => problem('ci/duplicate-forge', `${name} is given twice.`, 'Both would write the same files.', 'Pass each forge once.')),
    ...misnamed(props),
    ...repeated(images.map(({ repository }) => repository)).map(repository => problem('ci/duplicate-image',
      `Two images are published as "${repository}".`, 'One would replace the other under the same tags.', 'Give each image its own repository.')),
    ...(REGISTRY.test(registry) ? [] : [problem('ci/registry', `${_quotedValue(registry)} is not the host of a registry.`,
      'The login and the push would fail, or go to another registry.', 'Write only the host, with a port if it needs one: ghcr.io, docker.io, git.example.com:5000.')]),
    ...(floatingTag === undefined || TAG.test(floatingTag) ? [] : [problem('ci/tag', `${_quotedValue(floatingTag)} cannot be the tag of an image.`,
      'The registry would refuse it at the end of a release.', 'Use at most 128 letters, digits, ".", "_" and "-", and do not begin with "." or "-".')]),
    ...(release.isRelease(floatingTag ?? 'stable') ? [problem('ci/tag', `The floating tag "${floatingTag ?? 'stable'}" looks like a release: it matches ${release.tagPattern}.`,
      'A release of that name and the floating tag would overwrite each other.', 'Choose another floatingTag, or a narrower pattern for releases.')] : []),
    ...(renovate?.schedule === undefined || isCron(renovate.schedule) ? [] : [problem('ci/schedule', `${_quotedValue(renovate.schedule)} is not a cron schedule.`,
      'Forges expect five fields: minute 0-59, hour 0-23, day of the month 1-31, month 1-12, day of the week 0-6.', 'Write e.g. "0 4 * * *", for every day at 04:00.')]),
    ...optionProblems([
      ['installCommand', 'script', installCommand],
      ['branch', 'branch', branch],
      ...(ignoredPaths ?? []).map(path => ['ignoredPaths', 'path', path] as const),
      ['renovate.gitAuthor', 'author', renovate?.gitAuthor],
    ]),
    ...images.flatMap(problemsOfImage),
  ];
}

function problemsOfImage({ image, repository, smokeTests = [] }: PublishedImage): Problem[] {
  const where = image.node.path;
  const platforms = image.platforms.map(({ name }) => name);
  return [
    ...(REPOSITORY.test(repository) ? [] : [problem('ci/repository', `${_quotedValue(repository)} is not the path of a repository.`,
      'The registry would refuse the push.', 'Write it without the registry, in lower-case letters and digits, separated by "/", ".", "_" or "-": acme/router.')]),
    ...smokeTests.flatMap(({ command }) => (command.length > 0 && command[0].startsWith('/') && command.every(isPlainLine) ? [] : [problem('ci/smoke-command',
      `${JSON.stringify(command)} is not a smoke test.`,
      'It replaces the entrypoint directly: no shell looks up the program or splits words, and a forge would expand "${{".',
      'Write the absolute path of the program, then one printable word without "${{" for each argument: [\'/usr/local/bin/tailscale\', \'version\'].')])),
    ...smokeTests.flatMap(({ command, platforms: asked = [] }) => asked.filter(({ name }) => !platforms.includes(name)).map(({ name }) => problem('ci/smoke-platform',
      `The smoke test "${command.join(' ')}" is declared for ${name}, but the image is not built for that platform.`, 'There would be nothing to run.',
      `Choose from: ${platforms.join(', ')}.`))),
  ].map(each => ({ where, ...each }));
}

function problem(id: string, what: string, why: string, fix: string): Problem {
  return { id, what, why, fix };
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
