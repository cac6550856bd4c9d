import { Project } from 'projen';
import { Program, ZEROS } from './world';

/** An image on routers, in each way. */
const onRouters: Program = {
  name: 'deployments on routers',
  declare: (api, outdir) => {
    const project = new Project({ name: 'good', outdir });
    const declare = (id: string, platform: string, directory?: string) => {
      const image = new api.ContainerImage(project, id, {
        platforms: [api.Platform.parse(platform)],
        budgets: [{ extracted: api.Size.mebibytes(4), transferred: api.Size.mebibytes(2) }],
        directory,
        archives: true,
      });
      const stage = new api.BuildStage(image, 'App', { base: api.BaseImage.registry(`debian:trixie-slim@sha256:${ZEROS}`), purpose: 'builds the app' });
      stage.run(['mkdir -p /out/bin', 'cp /bin/true /out/bin/agent']);
      const app = stage.artifact({ root: '/out', entries: [api.RootfsEntry.file('/bin/agent', { mode: '0755', executable: { format: api.ExecutableFormat.ELF } })] });
      new api.ScratchImage(image, 'Runtime', { contents: [app], entrypoint: ['/bin/agent'], volumes: [api.MountPoint.persistent('/data')] });
      return image;
    };
    const image = declare('Agent', 'linux/arm/v7');
    const other = declare('AgentArmv5', 'linux/arm/v5', 'armv5');
    const network = { address: '172.20.0.2/24', gateway: '172.20.0.1', address6: 'fd00::2/64', gateway6: 'fd00::1', interfaceName: 'veth-agent', routes: ['10.1.0.0/16'] };
    const reference = 'registry.example.com/acme/agent:stable';
    new api.RouterOsDeployment(project, 'Memory', {
      image,
      reference,
      name: 'agent',
      version: '7.22',
      device: 'hAP ax lite',
      directory: 'routers/memory',
      mode: api.RouterOsMode.ramRoot({ slot: 'ram1', folder: 'agent' }),
      network: api.RouterOsNetwork.routed(network),
      mounts: [{ path: '/data', folder: 'data' }],
      environment: { LEVEL: 'high' },
      secrets: [api.RouterOsSecret.file('/data/key', 'Key'), api.RouterOsSecret.environment('TOKEN', 'Token')],
      cmd: ['--level', 'high'],
      dns: ['1.1.1.1'],
      forwardedDomains: [{ domain: 'example.com', server: '172.20.0.2' }],
      healthcheck: { command: '/bin/agent --check', memory: api.Size.mebibytes(1) },
      nextSteps: [{ description: 'Log in.', command: 'agent login' }],
      registryLogin: api.RouterOsRegistryLogin.ask('acme-bot', 'Token of acme-bot'),
      variants: [{ image: other, tag: 'stable-armv5' }],
      tokenUrl: 'https://registry.example.com/token',
    });
    new api.RouterOsDeployment(project, 'Flash', {
      image, reference, directory: 'routers/flash', mode: api.RouterOsMode.flash({ folder: 'agent' }), network: api.RouterOsNetwork.ownBridge('containers', network),
    });
    new api.RouterOsDeployment(project, 'Disk', {
      image,
      reference,
      directory: 'routers/disk',
      mode: api.RouterOsMode.disk({ slot: 'usb1', folder: 'agent' }),
      network: api.RouterOsNetwork.existingBridge('bridge', network),
    });
    new api.RouterOsDeployment(project, 'Archive', {
      image,
      archives: api.RouterOsArchives.uploaded({ slot: 'usb1' }),
      directory: 'routers/archive',
      mode: api.RouterOsMode.flash({ folder: 'agent' }),
      network: api.RouterOsNetwork.routed(network),
    });
    return project;
  },
};

export const ROUTER_PROGRAMS: readonly Program[] = [onRouters];
