import type { Problem } from '../core';
import { FloatingTag, describeTag, findSampleTag } from './floating-tag';
import type { ImagePipelineProps } from './image-pipeline-props';
import { ImageTag } from './image-tag';
import { formatTagSuffix } from './variants';

type Props = Pick<ImagePipelineProps, 'tags' | 'release' | 'images'>;

/** The floating tags of a pipeline, or the usual ones. */
export function listFloatingTags({ tags, release }: Pick<Props, 'tags' | 'release'>): FloatingTag[] {
  if (tags !== undefined) return tags.map(({ _form }) => _form);
  const line = ImageTag.minor()._form;
  return [ImageTag.newest()._form, ...(release.isRelease(findSampleTag(line)) ? [] : [line])];
}

/** Reports floating tags that a release can have as its name, those given twice, and those of two variants that are one. */
export function findTagProblems(props: Props): Problem[] {
  const { release, images } = props;
  const tags = listFloatingTags(props);
  const names = tags.map(describeTag);
  const variants = images.map(({ repository, tagSuffix }) => ({ repository, suffix: formatTagSuffix(tagSuffix) }));
  const suffixes = [...new Set(variants.map(({ suffix }) => suffix))];
  const shared = variants.flatMap((one, i) => {
    const others = variants.slice(0, i).filter(({ repository, suffix }) => repository === one.repository && suffix !== one.suffix);
    const taken = others.flatMap(({ suffix }) => names.map(name => `${name}${suffix}`));
    return names.map(name => `${name}${one.suffix}`).filter(name => taken.includes(name));
  });
  return [
    ...tags.flatMap(tag => suffixes.filter(suffix => release.isRelease(`${findSampleTag(tag)}${suffix}`)).map(suffix => ({
      id: 'ci/tag',
      what: `The floating tag ${describeTag(tag)}${suffix} looks like a release: ${findSampleTag(tag)}${suffix} matches ${release.tagPattern}.`,
      why: 'A release of that name and the floating tag would overwrite each other.',
      fix: 'Choose other tags for the pipeline, or a narrower pattern for releases.',
    }))),
    ...[...new Set(shared)].map(name => ({
      id: 'ci/tag',
      what: `Two variants of an image have the floating tag ${name}.`,
      why: 'Each release would move it to the variant that is published last.',
      fix: 'Give one variant another suffix, or the pipeline other tags.',
    })),
    ...[...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(name => ({
      id: 'ci/tag',
      what: `The floating tag ${name} is given twice.`,
      why: 'One of the two moves nothing.',
      fix: 'Pass each tag once.',
    })),
  ];
}
