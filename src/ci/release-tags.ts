import type { Problem } from '../core';
import { FloatingTag, describeTag, findSampleTag } from './floating-tag';
import type { ImagePipelineProps } from './image-pipeline-props';
import { ImageTag } from './image-tag';

type Props = Pick<ImagePipelineProps, 'tags' | 'release'>;

/** The floating tags of a pipeline, or the usual ones. */
export function listFloatingTags({ tags, release }: Props): FloatingTag[] {
  if (tags !== undefined) return tags.map(({ _form }) => _form);
  const line = ImageTag.minor()._form;
  return [ImageTag.newest()._form, ...(release.isRelease(findSampleTag(line)) ? [] : [line])];
}

/** Reports floating tags that a release can have as its name, and those given twice. */
export function findTagProblems(props: Props): Problem[] {
  const { release } = props;
  const tags = listFloatingTags(props);
  const names = tags.map(describeTag);
  return [
    ...tags.filter(tag => release.isRelease(findSampleTag(tag))).map(tag => ({
      id: 'ci/tag',
      what: `The floating tag ${describeTag(tag)} looks like a release: ${findSampleTag(tag)} matches ${release.tagPattern}.`,
      why: 'A release of that name and the floating tag would overwrite each other.',
      fix: 'Choose other tags for the pipeline, or a narrower pattern for releases.',
    })),
    ...[...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(name => ({
      id: 'ci/tag',
      what: `The floating tag ${name} is given twice.`,
      why: 'One of the two moves nothing.',
      fix: 'Pass each tag once.',
    })),
  ];
}
