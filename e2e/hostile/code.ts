import type { Code } from './change';

interface CodeOption { readonly is: Code; readonly because: string }

const script = (because: string): CodeOption => ({ is: 'script', because });
const template = (because: string): CodeOption => ({ is: 'template', because });
const document = (because: string): CodeOption => ({ is: 'document', because });

/** Options that are code: a user who writes one writes in the other language. Of what is around them, the same is asked as of all. */
export const CODE: Readonly<Record<string, CodeOption>> = {
  'BuildStage.cmdShell(lines)': script('lines of a shell script'),
  'BuildStage.entrypointShell(lines)': script('lines of a shell script'),
  'BuildStage.healthcheckShell(lines)': script('lines of a shell script'),
  'BuildStage.platformCase(commands)': script('commands for the script that it makes'),
  'BuildStage.run(script)': script('lines of a shell script'),
  'BuildStage.runScript(script)': script('lines of a shell script'),
  'BuildStage.runShell(lines)': script('lines of a shell script'),
  'dockerfile.Command.shell(text)': script('the shell form of a command'),
  'dockerfile.Command.shellLines(lines)': script('the shell form of a command'),
  'dockerfile.Heredoc.shell(content)': script('a here-document in which the shell replaces variables'),
  'dockerfile.Run.script(body)': script('a shell script'),
  'dockerfile.Run.shell(command)': script('the shell form of a command'),
  'dockerfile.Run.shellLines(lines)': script('the shell form of a command'),
  'dockerfile.Run.shellLinesWithHeredocs(lines)': script('the shell form of a command'),
  'dockerfile.Run.shellWithHeredocs(command)': script('the shell form of a command'),
  'EntryOptions.text': script('a file, which may be a script'),
  'ArtifactText.content': script('a file, which may be a script'),
  'ImagePipelineProps.installCommand': script('a command of the pipeline'),
  'ImagePipelineProps.synthesisCommand': script('a command of the pipeline'),
  'PipelineStep.commands': script('commands of a step'),
  'BaseImage.stageTemplate(name)': template('variables are replaced in it'),
  'BaseImage.template(reference)': template('variables are replaced in it'),
  'BuildStage.add(sources)': template('variables are replaced in it'),
  'BuildStage.arg(defaultValue)': template('variables are replaced in it'),
  'BuildStage.env(variables)': template('variables are replaced in it'),
  'GoFeatureResolution.tagScript': script('lines of a shell script'),
  'GoSource.archive(url)': template('the version is replaced in it'),
  'ISystemPackages.script': script('lines of a shell script'),
  'RuntimeImageProps.environment': template('variables are replaced in it'),
  'ScratchImageProps.environment': template('variables are replaced in it'),
  'dockerfile.KeyValue.template(key)': template('variables are replaced in it'),
  'dockerfile.KeyValue.template(value)': template('variables are replaced in it'),
  'dockerfile.Word.template(text)': template('variables are replaced in it'),
  'ExistingDockerfileProps.text': document('a Dockerfile'),
  'Versions.parse(text)': document('a file of versions'),
  'dockerfile.DockerfileDocument.parse(text)': document('a Dockerfile'),
};

/** Texts of the API that are nobody's option. */
export const NO_OPTION: Readonly<Record<string, string>> = {
  'IBuildStage.name': 'no user writes a stage of their own: it is for the library\'s and the languages\' sake',
  'IRule.title': 'nothing prints it: it is for people who read the rule',
  'Linter.lint(text)': 'it makes findings and writes no file',
  'LintOptions.dockerignore': 'it makes findings and writes no file',
  'LintOptions.requiredArgs': 'it makes findings and writes no file',
  'RepositoryPlan.isTaken(path)': 'it is a question',
  'RepositoryPlan.pathOf(path)': 'an output gives what it returns as the path of a file, which is checked',
};

/** Options whose texts are handed to a program of the user's as its arguments: one that begins with a dash is an option of that program. */
export const ARGUMENTS: ReadonlySet<string> = new Set([
  'EntrypointConfigFileOptions.flag', 'EnvironmentArgument.defaultValue', 'EnvironmentArgument.flag', 'GoCrossBuildProps.gcflags', 'GoCrossBuildProps.ldflags', 'GoTagList.printedBy(command)', 'RouterOsEntrypointProps.exec', 'SmokeTest.command',
]);

/** More good values of options with several forms, by what decides the form. Among them, one has to have the structure of what is written. */
export const OTHER_GOOD: Readonly<Record<string, readonly string[]>> = {
  'Artifact.directory(destination)': ['/etc/good', '/'], // no layer of its own
  'Artifact.directory(source)': ['/'], // the whole stage
  'Artifact.file(destination)': ['/etc/good'], // no layer of its own
  'Artifact.local(destination)': ['/etc/good', '/'], // no layer of its own
  'Artifact.local(sources)': ['node_modules', '.'], // is left out by default; the whole repository
  'ArtifactRegistryOptions.location': ['no'], // a part of the id of a step
  'ArtifactOptions.root': ['/'], // the whole stage
  'BuildStage.add(sources)': ['service/main.sh', 'node_modules', '/'], // a path needs a line in .dockerignore, or two, and the whole repository none
  'BuildStage.copyLocal(sources)': ['node_modules', '.'], // is left out by default; the whole repository
  'BuildStage.useLocal(path)': ['node_modules', '.'], // is left out by default; the whole repository
  'BuildStage.env(variables){}': ['good.name'], // no shell can set it, so a Compose file leaves it to the image
  'ContainerImageProps.directory': ['.'], // the root of the project, whose names are the forges' defaults
  'EntrypointSecretOptions.prefix': ['--good='], // an argument of a function, which has no options
  'EntrypointSecretUse.text': ['--good='], // an argument of a function, which has no options
  'EnvironmentArgument.defaultValue': ['it\'s "good"', '-- *', 'good', ''], // quotes, one word, and none
  'ExistingDockerfileProps.dockerignore': ['!*.md', ''], // lines of the user's own
  // Forges cut off its letters, or as many as it has; without it there is nothing to cut.
  'ReleaseSchemeOptions.gitTagPrefix': ['null', '0x1f', 'no', 'CON', '__proto__', 'constructor', ''],
  'GoBinary.links': ['/opt/good'], // another directory is made
  'GoCrossBuildProps.gcflags': [''], // no flag at all
  'GoSource.directory(path)': ['node_modules', '.', 'größe'], // is left out by default; the whole repository; copied, as no mount can name it
  'PipelineStep.environment': ['--good='], // the value of a variable
  'ReleaseScheme.byHand(pattern)': ['v1', '*good'], // one release; an end that is cut off before versions are compared
  'RuntimeImageProps.sockets': ['/'], // is there
  'ScratchImageProps.sockets': ['/'], // is there
  'ScriptOptions.reads': ['node_modules', '.'], // is left out by default; the whole repository
  'SysctlSetting.value': ['1 2'], // several words are compared one by one
  'UpxCompressProps.version': ['0.1'], // could pack nothing
  'UserAccount.home': ['/', '/tmp/good'], // is there; the directory above is
  'dockerfile.BindMountOptions.source': ['node_modules', '.'], // is left out by default; the whole repository
};
