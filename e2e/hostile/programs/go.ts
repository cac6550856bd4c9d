import { Program, ZEROS, golang, imageProgram, pinOf } from './world';
import type { ContainerImage, GoCrossBuildProps, GoFeatureResolution, IArtifactSource, IGoFeatures } from '../../../src';
import type { Library } from '../intercept';

const MODULE = { 'service/go.mod': 'module example.com/service\n\ngo 1.26\n', 'service/cmd/agent/main.go': 'package main\n\nfunc main() {}\n' };
const H1 = `h1:${'A'.repeat(43)}=`;

const go = (
  name: string,
  props: (api: Library) => Partial<GoCrossBuildProps>,
  besides: (image: ContainerImage, api: Library) => IArtifactSource[] = () => [],
): Program => imageProgram(name, (image, api) => {
  const built = new api.GoCrossBuild(image, 'Agent', {
    source: api.GoSource.directory('service'),
    toolchain: golang(api),
    binaries: [{ mainPackage: './cmd/agent', path: '/usr/bin/agent', links: ['/usr/bin/agentctl', '/usr/bin/agentd'] }],
    ...props(api),
  });
  new api.ScratchImage(image, 'Runtime', { contents: [built, ...besides(image, api)], entrypoint: ['/usr/bin/agent'] });
}, { files: MODULE, platforms: ({ Platform }) => [Platform.LINUX_AMD64, Platform.LINUX_ARM_V7] });

/** What a team writes that knows the tags of its program. */
class TeamFeatures implements IGoFeatures {
  public resolve(): GoFeatureResolution {
    return {
      tags: ['no_metrics', 'with_state'],
      tagScript: ['grep -o "no_[a-z]*" "$source/tags.txt" | grep -vxF -f /features >> /tags'],
      tagInput: ['no_state'],
      comments: ['Kept:', '  state'],
      kept: [{ name: 'state', reason: 'it has one' }],
      omitted: [{ name: 'metrics', reason: 'nobody looks' }],
      needs: [],
      problems: [{ id: 'acme/old', what: 'It is old.', why: 'It is.', fix: 'Take a new one.', severity: 'info' as never, where: 'Router/Agent' }],
    };
  }
}

export const GO_PROGRAMS: readonly Program[] = [
  go('Go from a directory', api => ({
    purpose: 'builds the agent',
    tags: ['netgo', 'osusergo'],
    gcflags: ['all=-l', '-B'],
    ldflags: ['-s', '-X main.mode=good'],
    variables: [api.GoVariable.text('main.edition', 'home edition')],
    extraFiles: [{ packagePath: './cmd/agent', fileName: 'edition.go', content: 'package main\n\nconst edition = "home"\n' }],
  })),
  go('Go from a module', api => ({
    source: api.GoSource.module('example.com/service', pinOf(api, 'SERVICE_VERSION'), { h1: H1 }),
    variables: [api.GoVariable.version('main.version')],
    features: new api.GoFeatureSet({
      program: 'agent',
      features: [
        { name: 'metrics', omitTag: 'no_metrics', needs: ['http'], commands: ['curl'] }, { name: 'http' }, { name: 'state', keepTag: 'with_state' },
        { name: 'trace', omitTag: 'no_trace' },
      ],
      keep: [{ name: 'state', reason: 'it has one' }],
      omit: [{ name: 'trace', reason: 'nobody looks' }],
    }),
  })),
  go('Go with a list of tags', api => ({
    features: new api.GoFeatureSet({
      program: 'agent',
      features: [{ name: 'metrics', omitTag: 'no_metrics' }, { name: 'state', keepTag: 'with_state' }],
      keep: [{ name: 'metrics', reason: 'dashboards' }, { name: 'state', reason: 'it has one' }],
      omitTags: api.GoTagList.inConstraints(['cmd/*.go', 'parts/*.go'], 'no_[a-z]+'),
      keepTags: api.GoTagList.printedBy(['go', 'run', './cmd/tags']),
    }),
  })),
  go('Go from git', api => ({ source: api.GoSource.git('https://example.com/agent.git', pinOf(api, 'AGENT_VERSION', { commit: '0'.repeat(40) })), features: new TeamFeatures() })),
  go('Go from an archive', api => ({ source: api.GoSource.archive('https://example.com/agent-$AGENT_VERSION.tar.gz', pinOf(api, 'AGENT_VERSION', { sha256: ZEROS })) })),
  go('Go with features of Tailscale', api => ({
    source: api.GoSource.module('tailscale.com', pinOf(api, 'TAILSCALE_VERSION', { version: 'v1.98.3', depName: 'tailscale' })),
    binaries: [{ mainPackage: './cmd/tailscaled', path: '/usr/bin/agent' }],
    features: api.TailscaleFeatures.minimal({
      keep: [api.TailscaleFeature.because('dns', 'names are resolved')],
      omit: [api.TailscaleFeature.because('ssh', 'there is another'), api.TailscaleFeature.named('logtail')],
    }),
  }), (image, api) => [new api.CaCertificates(image, 'Trust', { base: golang(api) })]),
  {
    name: 'features, asked',
    declare: (api, folder) => {
      const set = new api.GoFeatureSet({ program: 'agent', features: [{ name: 'metrics', omitTag: 'no_metrics' }], keep: [] });
      set.resolve('v1.2.3');
      api.TailscaleFeatures.minimal({ keep: [] }).resolve('v1.98.3');
      return GO_PROGRAMS[0].declare(api, folder);
    },
    files: MODULE,
  },
];
