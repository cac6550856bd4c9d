import type { Problem } from '../core';
import { BuildTag, coversTag, describeBuildTag, findBuildSample } from './build-tag';
import { FloatingTag, describeTag, findSampleTag } from './floating-tag';
import type { ImagePipelineProps } from './image-pipeline-props';
import { groupReleases } from './release-groups';
import { formatTagSuffix } from './variants';

type Props = Pick<ImagePipelineProps, 'tags' | 'release' | 'images'>;

/** The floating tags of a pipeline, or the usual ones. */
export function listFloatingTags({ tags, release }: Pick<Props, 'tags' | 'release'>): FloatingTag[] {
  if (tags !== undefined) return tags.flatMap(({ _form }) => _form ?? []);
  const [newest, line]: FloatingTag[] = [{ name: 'stable' }, { parts: 2 }];
  return [newest, ...(release._isName(findSampleTag(line)) ? [] : [line])];
}

/** The tags of builds that are no releases; none by default. */
export function listBuildTags({ tags = [] }: Pick<Props, 'tags'>): BuildTag[] {
  return tags.flatMap(({ _build }) => _build ?? []);
}

/** Reports tags that a release can have as its name, those given twice, and those of two variants that are one. */
export function findTagProblems({ tags, release, images }: Props): Problem[] {
  const problems = groupReleases(release, images).flatMap(group => findOwnProblems({ tags, release: group.scheme, images: [...group.images] }));
  return problems.filter(({ what }, i) => problems.findIndex(problem => problem.what === what) === i);
}

/** Those of images that are released together. */
function findOwnProblems(props: Props): Problem[] {
  const { release, images } = props;
  const builds = listBuildTags(props);
  const tags = [
    ...listFloatingTags(props).map(tag => ({ name: describeTag(tag), sample: findSampleTag(tag) })),
    ...builds.map(tag => ({ name: describeBuildTag(tag), sample: findBuildSample(tag) })),
  ];
  const names = tags.map(({ name }) => name);
  const variants = images.map(({ repository, tagSuffix }) => ({ repository, suffix: formatTagSuffix(tagSuffix) }));
  const suffixes = [...new Set(variants.map(({ suffix }) => suffix))];
  const shared = variants.flatMap((one, i) => {
    const others = variants.slice(0, i).filter(({ repository, suffix }) => repository === one.repository && suffix !== one.suffix);
    const taken = others.flatMap(({ suffix }) => names.map(name => `${name}${suffix}`));
    return names.map(name => `${name}${one.suffix}`).filter(name => taken.includes(name));
  });
  return [
    ...tags.flatMap(({ name, sample }) => suffixes.filter(suffix => release._isName(`${sample}${suffix}`)).map(suffix => ({
      id: 'ci/tag',
      what: `The tag ${name}${suffix} looks like a release: ${sample}${suffix} matches ${release._namePattern}.`,
      why: 'A release of that name and this tag would overwrite each other.',
      fix: 'Choose other tags for the pipeline, or a narrower pattern for releases.',
    }))),
    ...tags.flatMap(({ name, sample }) => builds.filter(tag => coversTag(tag, sample) && describeBuildTag(tag) !== name).map(tag => ({
      id: 'ci/tag',
      what: `The tag ${name} can be one of the tags ${describeBuildTag(tag)}.`,
      why: 'Each of the two would overwrite the other.',
      fix: 'Choose another tag.',
    }))),
    ...[...new Set(shared)].map(name => ({
      id: 'ci/tag',
      what: `Two variants of an image have the tag ${name}.`,
      why: 'Each release would move it to the variant that is published last.',
      fix: 'Give one variant another suffix, or the pipeline other tags.',
    })),
    ...[...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(name => ({
      id: 'ci/tag',
      what: `The tag ${name} is given twice.`,
      why: 'One of the two moves nothing.',
      fix: 'Pass each tag once.',
    })),
  ];
}
