import { Artifact, BaseImage, BuildStage, ContainerImage, ContainerImageProject, Platform, RuntimeImage } from 'imagewright';

const project = new ContainerImageProject({ name: 'billing', frontend: 'syntax' });

const image = new ContainerImage(project, 'Billing', {
  description: 'A billing service on the JVM',
  platforms: [Platform.LINUX_AMD64, Platform.LINUX_ARM64],
});

const build = new BuildStage(image, 'Build', { base: BaseImage.registry(project.versions.imagePin('maven').ref), purpose: 'builds the jar' });
build.workdir('/src');
build.run(['mvn -B -DskipTests package', 'java -Djarmode=tools -jar target/app.jar extract --layers --destination /layers'], {
  reads: ['pom.xml', 'src'],
  caches: ['/root/.m2/repository'],
});

// What changes least comes first.
const layers = ['dependencies', 'spring-boot-loader', 'snapshot-dependencies', 'application'];

new RuntimeImage(image, 'Runtime', {
  base: BaseImage.registry(project.versions.imagePin('jre').ref),
  contents: layers.map(layer => Artifact.directory(build, `/layers/${layer}`, '/app')),
  environment: { JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError' },
  exposedPorts: ['8080'],
  workingDirectory: '/app',
  entrypoint: ['java', '-jar', 'app.jar'],
});

project.synth();
