import { describe, expect, test } from 'vitest';
import { Artifact, BuildStage, ContainerImage, RootfsEntry, ScratchImage, dockerfile } from '../../src';
import { _resolveImage } from '../../src/plan';
import { _renderDockerfile } from '../../src/render';
import { DEBIAN, TAILSCALE, newImage } from '../support/image';

function declared(): ContainerImage {
  const image = newImage();
  const stage = new BuildStage(image, 'Build', { base: DEBIAN, purpose: 'builds it', notes: ['In two lines.'] });
  stage.pin(TAILSCALE);
  stage.run(['make'], { comment: 'what make does' });
  stage.env({ A: '1', B: '2' });
  image.addGlobalArg({ name: 'CHANNEL', defaultValue: dockerfile.Word.literal('stable') });
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [RootfsEntry.file('/app')] }), Artifact.text([])], assembledIn: DEBIAN });
  return image;
}

describe('the lines of a Dockerfile', () => {
  const plan = _resolveImage(declared());
  const rendered = _renderDockerfile(plan, 'generated');
  const lines = rendered.text.split('\n');

  test('belong to what is printed there, each to one part', () => {
    for (const { node, firstLine, lastLine } of rendered.parts) {
      expect(lines.slice(firstLine - 1, lastLine).join('\n')).toBe(node._print());
    }
    const counted = rendered.parts.flatMap(({ firstLine, lastLine }) => Array.from({ length: lastLine - firstLine + 1 }, (_, i) => firstLine + i));
    expect(counted).toEqual([...new Set(counted)]);
  });

  test.each([
    ['# TAILSCALE_VERSION the release of tailscale to build', 'TAILSCALE_VERSION'],
    ['ARG TAILSCALE_VERSION=v1.98.3', 'TAILSCALE_VERSION'],
    ['# build builds it', 'build'],
    ['# In two lines.', 'build'],
    ['ARG TAILSCALE_VERSION', 'build Image/Build'],
    ['# what make does', 'build Image/Build'],
    ['make', 'build Image/Build'],
    ['    B=2', 'build Image/Build'],
    ['ARG CHANNEL=stable', ''],
    ['generated', undefined],
    ['', undefined],
  ])('"%s" is %s', (text, said) => {
    const part = rendered.findPart(lines.findIndex(line => line === text || line === `# ${text}` && text === 'generated') + 1);
    expect(part && [part.pin?.name, part.stage?.name, part.step?.by.construct].filter(Boolean).join(' ')).toBe(said);
  });

  test('are found again by who said them', () => {
    const [build] = plan.stages;
    const run = build.steps.find(({ node }) => node instanceof dockerfile.Run)!;
    expect(lines[rendered.findPartOf(run.by)!.firstLine - 1]).toMatch(/^RUN /);
    expect(lines[rendered.findPartOf(build.by)!.firstLine - 1]).toMatch(/^FROM .* AS build$/);
    expect(rendered.findPartOf(plan.models[0].by)).toBeUndefined();
    // A block with two stages is at none of them.
    expect(rendered.findPartOf(build.by._in('Image/Runtime'))).toBeUndefined();
  });
});
