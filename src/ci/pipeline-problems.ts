import { Problem, _quoteValue } from '../core';
import { createProblem } from './create-problem';
import type { ImagePipelineProps, PublishedImage } from './image-pipeline-props';
import { isPlainLine, checkOptions } from './option-texts';
import { findInvalidNames } from './pipeline-names';
import { REGISTRY, REPOSITORY, SUFFIX } from './reference-forms';
import { groupReleases } from './release-groups';
import { findReleaseProblems } from './release-problems';
import { findTagProblems } from './release-tags';
import { findRepeated } from './repeated';
import { findRepositoryProblems } from './repository-problems';
import { findScheduleProblems } from './schedule-problems';
import { findStepProblems } from './step-problems';

/** Checks the properties of a pipeline. */
export function checkProps(props: ImagePipelineProps): Problem[] {
  const { registry, registryLogin, furtherRegistries = [], logins = [], release, rebuildSchedule } = props;
  const { images, forges, renovate, installCommand, synthesisCommand, branch, ignoredPaths, hostedBot } = props;
  const names = forges.map(({ name }) => name);
  return [
    ...(images.length > 0 ? [] : [createProblem('ci/no-image', 'The pipeline has no image.', 'It would build nothing.', 'Pass at least one: images: [{ image, repository }].')]),
    ...(forges.length > 0 ? [] : [createProblem('ci/no-forge', 'The pipeline has no forge.', 'It would run nowhere, and no file would be written.',
      'Pass at least one: forges: [Forge.woodpecker()] or [Forge.github()].')]),
    ...findRepeated(names).map(name => createProblem('ci/duplicate-forge', `${name} is given twice.`, 'Both would write the same files.', 'Pass each forge once.')),
    ...findInvalidNames(props),
    ...findRepeated(images.map(({ repository, tagSuffix }) => `"${repository}"${tagSuffix === undefined ? '' : ` with the suffix "${tagSuffix}"`}`)).map(address => (
      createProblem('ci/duplicate-image', `Two images are published as ${address}.`, 'One would replace the other under the same tags.',
        'Give each image its own repository, or its tags a suffix: images: [{ image, repository, tagSuffix: "slim" }].'))),
    ...(REGISTRY.test(registry) ? [] : [createProblem('ci/registry', `${_quoteValue(registry)} is not the host of a registry.`,
      'The login and the push would fail, or go to another registry.', 'Write only the host, with a port if it needs one: ghcr.io, docker.io, git.example.com:5000.')]),
    ...findRepeated([registry, ...furtherRegistries.map(({ host }) => host)]).map(host => createProblem('ci/registry', `The registry "${host}" is given twice.`,
      'The same tags would be moved twice.', 'Pass each registry once, and the main one only as registry.')),
    ...findRepeated(logins.map(({ host }) => host)).map(host => createProblem('ci/registry', `The login to "${host}" is given twice.`,
      'The second one would replace the first one.', 'Pass each registry once: logins: [ImageRegistry.dockerHub()].')),
    ...(registryLogin === undefined || registryLogin.host === registry ? [] : [createProblem('ci/registry',
      `The login is one of "${registryLogin.host}", and the registry is "${registry}".`, 'The push would be refused.',
      'Pass the login of the same host: registry: login.host, registryLogin: login.')]),
    ...findReleaseProblems(props),
    ...findTagProblems(props),
    ...[renovate?.schedule, ...groupReleases(release, images).map(({ scheme }) => scheme.schedule), rebuildSchedule].flatMap(findScheduleProblems),
    ...checkOptions([
      ['installCommand', 'script', installCommand],
      ['synthesisCommand', 'script', synthesisCommand],
      ['branch', 'branch', branch],
      ...(ignoredPaths ?? []).map(path => ['ignoredPaths', 'path', path] as const),
      ...(hostedBot?.branches ?? []).map(pattern => ['hostedBot.branches', 'branches', pattern] as const),
      ['renovate.gitAuthor', 'author', renovate?.gitAuthor],
    ]),
    ...findRepositoryProblems(props),
    ...findStepProblems(props),
    ...images.flatMap(checkImage),
  ];
}

function checkImage({ image, repository, tagSuffix, smokeTests = [] }: PublishedImage): Problem[] {
  const where = image.node.path;
  const platforms = image.platforms.map(({ name }) => name);
  return [
    ...(REPOSITORY.test(repository) ? [] : [createProblem('ci/repository', `${_quoteValue(repository)} is not the path of a repository.`,
      'The registry would refuse the push.', 'Write it without the registry, in lower-case letters and digits, separated by "/", ".", "_" or "-": acme/router.')]),
    ...(tagSuffix === undefined || SUFFIX.test(tagSuffix) ? [] : [createProblem('ci/tag', `${_quoteValue(tagSuffix)} cannot be the suffix of tags.`,
      'It is part of image tags, after a dash.', 'Write at most 30 lower-case letters and digits, separated by dashes: tagSuffix: "packed".')]),
    ...smokeTests.flatMap(({ command }) => (command.length > 0 && command[0].startsWith('/') && command.every(isPlainLine) ? [] : [createProblem('ci/smoke-command',
      `${JSON.stringify(command)} is not a smoke test.`,
      'It replaces the entrypoint directly: no shell looks up the program or splits words, and a forge would expand "${{".',
      'Write the absolute path of the program, then one printable word without "${{" for each argument: [\'/usr/local/bin/tailscale\', \'version\'].')])),
    ...smokeTests.flatMap(({ command, platforms: asked = [] }) => asked.filter(({ name }) => !platforms.includes(name)).map(({ name }) => createProblem('ci/smoke-platform',
      `The smoke test "${command.join(' ')}" is declared for ${name}, but the image is not built for that platform.`, 'There would be nothing to run.',
      `Choose from: ${platforms.join(', ')}.`))),
  ].map(each => ({ where, ...each }));
}
