import { ContainerImageProject } from 'imagewright';
import { TailscaleImage } from './projenrc/tailscale-image';

const project = new ContainerImageProject({ name: 'mikrotik-tailscale' });
new TailscaleImage(project, 'Tailscale', project.versions);
project.synth();
