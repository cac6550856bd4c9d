import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import * as library from '../../src';
import {
  Applet, Artifact, BaseImage, BuildStage, Checks, ContainerImage, ContainerImageProject, FileSize, GoBinary, GoCrossBuild, GoSource,
  IArtifactSource, IRule, ImageModel, MountPoint, Platform, Problems, RootfsEntry, RuleFinding, ScratchImage,
  ScratchImageProps, Severity, Size, StagePlatform, UserGroup, dockerfile,
} from '../../src';
import { newProject } from '../support/project';
import { temporaryFolder } from '../support/temporary';

const DEBIAN = `debian:13@sha256:${'0'.repeat(64)}`;
const EMPTY = { contents: [], assembledIn: BaseImage.registry(DEBIAN) };
const newImage = () => new ContainerImage(newProject(), 'App', { platforms: [Platform.LINUX_AMD64] });
const newStage = () => new BuildStage(newImage(), 'Stage', { base: BaseImage.registry(DEBIAN), purpose: 'makes the files' });

/** A call that no compiler lets through. */
function refused(call: (any: typeof library & { [name: string]: any }) => unknown): string {
  try {
    call(library as never);
  } catch (error) {
    if ((error as Error).name !== 'Refusal') throw error;
    return (error as Error).message.replace(/Project#.*?\//g, '');
  }
  return 'not refused';
}

const reported = (scope: Construct) => Problems.of(scope).all().map(({ id, severity = Severity.ERROR, what, where }) => `${severity} ${id} at ${where!.replace(/^Project#.*?\//, '')}: ${what}`);

test('an option that there is not is a problem of the construct, with the nearest name', () => {
  const image = newImage();
  new ScratchImage(image, 'Runtime', { ...EMPTY, exposedPort: ['8080'], usr: 'app' } as never);
  expect(reported(image)).toMatchInlineSnapshot(`
    [
      "error api/unknown-option at App/Runtime: new ScratchImage: there is no option "exposedPort". Did you mean "exposedPorts"?",
      "error api/unknown-option at App/Runtime: new ScratchImage: there is no option "usr". Did you mean "user"?",
    ]
  `);
});

test('so several constructs are told together, while a wrong value stops at once and tells all of its call', () => {
  const image = newImage();
  new ScratchImage(image, 'Runtime', { ...EMPTY, volume: [] } as never);
  expect(refused(() => new GoCrossBuild(image, 'Server', {
    toolchain: DEBIAN, source: GoSource.directory('.'), binaries: [{ mainPackage: '.', path: '/x', lnks: [] }], tags: 'a', platfroms: [],
  } as never))).toMatchInlineSnapshot(`
    "api/unknown-option  at App/Server
      new GoCrossBuild: there is no option "binaries[0].lnks". Did you mean "links"?
      Why: It would be ignored.
      Fix: Correct it or leave it out. The options are: links, mainPackage, needs, path, size.

    api/wrong-kind  at App/Server
      new GoCrossBuild: "toolchain" is "debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000", a string, where a BaseImage is expected.
      Why: JavaScript does not check types: the value would cause an error far from here, or be misinterpreted.
      Fix: Write BaseImage.context(…) or BaseImage.ociLayout(…) or BaseImage.registry(…) or BaseImage.stageTemplate(…) or BaseImage.template(…).

    api/wrong-kind  at App/Server
      new GoCrossBuild: "tags" is "a", a string, where a list of strings is expected.
      Why: JavaScript does not check types: the value would cause an error far from here, or be misinterpreted.
      Fix: Put it into a list: ["a"].

    api/unknown-option  at App/Server
      new GoCrossBuild: there is no option "platfroms".
      Why: It would be ignored.
      Fix: Correct it or leave it out (when passing an object on: const { platfroms, ...rest } = props). The options are: binaries, extraFiles, features, gcflags, ldflags, purpose, source, tags, toolchain, variables."
  `);
  expect(reported(image)).toHaveLength(1);
});

test('an option or argument that must be there is named, with what it is', () => {
  expect(refused(() => new ContainerImage(newProject(), 'App', {} as never))).toMatchInlineSnapshot(`
    "api/missing-option  at App
      new ContainerImage: the option "platforms" is missing.
      Why: It has no default.
      Fix: Pass a list of Platform. Available: Platform.LINUX_AMD64, Platform.LINUX_AMD64_V2, Platform.LINUX_AMD64_V3, Platform.LINUX_AMD64_V4, Platform.LINUX_386, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V6 and 8 more."
  `);
  expect(refused(({ Platform: { parse } }) => (parse as () => Platform)())).toMatchInlineSnapshot(`
    "api/missing-argument
      Platform.parse: the argument "text" is missing.
      Why: It has no default.
      Fix: Pass a string."
  `);
  expect(refused(() => new BuildStage(newImage(), 'Stage', undefined as never))).toMatchInlineSnapshot(`
    "api/missing-argument  at App/Stage
      new BuildStage: the argument "props" is missing.
      Why: It has no default.
      Fix: Pass an object of options. The options are: base, emulated, notes, purpose, runsOn."
  `);
});

test('a member that there is not is called by the name that was written', () => {
  const { LINUX_ARM64_V99, LINUX_AMD } = Platform as unknown as Record<string, Platform>;
  expect(refused(() => new ContainerImage(newProject(), 'App', { platforms: [LINUX_ARM64_V99, Platform.LINUX_AMD64, LINUX_AMD] }))).toMatchInlineSnapshot(`
    "api/undefined-value  at App
      new ContainerImage: "platforms[0]" is undefined, where a Platform is expected. There is no Platform.LINUX_ARM64_V99. Did you mean Platform.LINUX_ARM64?
      Why: In JavaScript, a name that does not exist, such as a misspelt member of an enum, is \`undefined\`.
      Fix: Pass a Platform, or leave it out. Available: Platform.LINUX_AMD64, Platform.LINUX_AMD64_V2, Platform.LINUX_AMD64_V3, Platform.LINUX_AMD64_V4, Platform.LINUX_386, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V6 and 8 more.

    api/undefined-value  at App
      new ContainerImage: "platforms[2]" is undefined, where a Platform is expected. There is no Platform.LINUX_AMD. Did you mean Platform.LINUX_AMD64?
      Why: In JavaScript, a name that does not exist, such as a misspelt member of an enum, is \`undefined\`.
      Fix: Pass a Platform, or leave it out. Available: Platform.LINUX_AMD64, Platform.LINUX_AMD64_V2, Platform.LINUX_AMD64_V3, Platform.LINUX_AMD64_V4, Platform.LINUX_386, Platform.LINUX_ARM64, Platform.LINUX_ARM_V7, Platform.LINUX_ARM_V6 and 8 more."
  `);
  const options = { runsOn: (StagePlatform as unknown as Record<string, StagePlatform>).TARGTE };
  expect(refused(() => new BuildStage(newImage(), 'Stage', { base: BaseImage.scratch(), ...options }))).toMatchInlineSnapshot(`
    "api/undefined-value  at App/Stage
      new BuildStage: "runsOn" is undefined, where a StagePlatform is expected. There is no StagePlatform.TARGTE. Did you mean StagePlatform.TARGET?
      Why: In JavaScript, a name that does not exist, such as a misspelt member of an enum, is \`undefined\`.
      Fix: Pass a StagePlatform, or leave it out. Available: StagePlatform.BUILD, StagePlatform.TARGET."
  `);
});

test('an option that is left undefined is left out', () => {
  expect(() => new BuildStage(newImage(), 'Stage', { base: BaseImage.scratch(), runsOn: undefined, purpose: undefined })).not.toThrow();
});

test('null and undefined are no items', () => {
  expect(refused(() => newStage().env({ 'A': undefined, 'B C': null } as never))).toMatchInlineSnapshot(`
    "api/undefined-value
      BuildStage.env: "variables.A" is undefined, where a string is expected.
      Why: A value is required here.
      Fix: Pass a string, or leave it out.

    api/undefined-value
      BuildStage.env: "variables[\\"B C\\"]" is null, where a string is expected.
      Why: A value is required here.
      Fix: Pass a string, or leave it out."
  `);
  // eslint-disable-next-line no-sparse-arrays -- so are holes
  expect(refused(() => newStage().run(['make', , 'test'] as never))).toContain('"script[1]" is undefined');
});

test.each<[string, () => unknown, string, string]>([
  [
    'a text for a platform with a constant', () => new ContainerImage(newProject(), 'App', { platforms: ['linux/arm64'] } as never),
    'new ContainerImage: "platforms[0]" is "linux/arm64", a string, where a Platform is expected.',
    'Write Platform.LINUX_ARM64.',
  ],
  [
    'a text for another object', () => new BuildStage(newImage(), 'Stage', { base: 'scratch' } as never),
    'new BuildStage: "base" is "scratch", a string, where a BaseImage is expected.',
    'Write BaseImage.scratch().',
  ],
  [
    'a text for a list', () => newStage().entrypoint('/app' as never),
    'BuildStage.entrypoint: "argv" is "/app", a string, where a list of strings is expected.',
    'Put it into a list: ["/app"].',
  ],
  [
    'a text for a list of objects', () => new ContainerImage(newProject(), 'App', { platforms: 'linux/arm64' } as never),
    'new ContainerImage: "platforms" is "linux/arm64", a string, where a list of Platform is expected.',
    'Put it into a list: [Platform.LINUX_ARM64].',
  ],
  [
    'a number for a text', () => newStage().expose([8080] as never),
    'BuildStage.expose: "ports[0]" is 8080, where a string is expected.',
    'Write it as a string: "8080".',
  ],
  [
    'a text for a number', () => Size.bytes('30' as never),
    'Size.bytes: "count" is "30", a string, where a finite number is expected.',
    'Write it without quotes: 30.',
  ],
  [
    'no number', () => Size.bytes(NaN),
    'Size.bytes: "count" is NaN, where a finite number is expected.',
    'Pass a finite number.',
  ],
  [
    'a text for a truth', () => newStage().copyLocal(['a'], '/a', { link: 'true' } as never),
    'BuildStage.copyLocal: "link" is "true", a string, where true or false is expected.',
    'Write it without quotes: true.',
  ],
  [
    'a list for options', () => newStage().copyLocal(['a'], '/a', ['--link'] as never),
    'BuildStage.copyLocal: "options" is a list, where an object of options is expected.',
    'Pass an object of options. The options are: exclude, link, mode, owner, patterns.',
  ],
  [
    'a map object', () => newStage().env(new Map([['A', 'b']]) as never),
    'BuildStage.env: "variables" is a Map, where an object with strings by name is expected.',
    'Convert it to an object: Object.fromEntries(…).',
  ],
  [
    'an object of another class', () => new BuildStage(newImage(), 'Stage', { base: Platform.LINUX_AMD64 } as never),
    'new BuildStage: "base" is a Platform, where a BaseImage is expected.',
    'Pass a BaseImage. Available: BaseImage.context(…), BaseImage.ociLayout(…), BaseImage.registry(…), BaseImage.stageTemplate(…), BaseImage.template(…), BaseImage.image(…), BaseImage.scratch(…), BaseImage.stage(…) and 1 more.',
  ],
  [
    'what is no artifact', () => new ScratchImage(newImage(), 'Runtime', { contents: ['/bin/app'] } as never),
    'new ScratchImage: "contents[0]" is "/bin/app", a string, where an IArtifactSource (an object with artifact) is expected.',
    'Pass an IArtifactSource (an object with artifact).',
  ],
  [
    'no scope and no name', () => new ContainerImage({} as never, undefined as never, { platforms: [] }),
    'new ContainerImage: "scope" is an object, where a construct is expected.',
    'Pass a construct.',
  ],
  [
    'a member by a wrong value', () => new BuildStage(newImage(), 'Stage', { base: BaseImage.scratch(), runsOn: 'targe' } as never),
    'new BuildStage: "runsOn" is "targe", which is not a StagePlatform. Did you mean StagePlatform.TARGET?',
    'Use one of: StagePlatform.BUILD, StagePlatform.TARGET.',
  ],
  [
    'invisible characters', () => new ContainerImage(newProject(), 'App', { platforms: ['\u202e\n\u001b'] } as never),
    'new ContainerImage: "platforms[0]" is "\\u202e\\n\\u001b", a string, where a Platform is expected.',
    'Write Platform.parse("\\u202e\\n\\u001b").',
  ],
  [
    'a long text', () => new ContainerImage(newProject(), 'App', { platforms: ['x'.repeat(1000)] } as never),
    'new ContainerImage: "platforms[0]" is "' + 'x'.repeat(120) + '… (840 more characters) …' + 'x'.repeat(40) + '\", a string, where a Platform is expected.',
    'Write Platform.parse(…).',
  ],
])('%s is refused, with what to write', (_, call, what, fix) => {
  const [, said, , advice] = refused(call).split('\n').map(line => line.trim());
  expect([said, advice]).toEqual([what, `Fix: ${fix}`]);
});

test('what the compiler accepts is accepted', () => {
  const image = newImage();
  class Contents { // more members than are asked for, but no literal
    public readonly contents = [];
    public readonly assembledIn = EMPTY.assembledIn;
    public readonly note = 'mine';
  }
  new ScratchImage(image, 'Runtime', new Contents());
  expect(['linux/amd64', 'linux/arm64'].map(Platform.parse)).toEqual([Platform.LINUX_AMD64, Platform.LINUX_ARM64]);
  expect(Object.freeze([Applet.ASH])).toEqual([Applet.ASH]);
  expect(reported(image)).toEqual([]);
});

test('classes of users hand options on whole: misspelt is what hardly differs from the name of an option and holds what it takes', () => {
  interface ShopProps extends ScratchImageProps {
    readonly team: string;
    readonly link?: string;
    readonly group?: UserGroup[];
    readonly volume?: MountPoint[];
  }
  class Shop extends ScratchImage {
    public constructor(scope: Construct, id: string, props: ShopProps) { super(scope, id, props); }
  }
  class Block extends Construct {
    public constructor(scope: Construct, id: string, props: ShopProps) {
      super(scope, id);
      new ScratchImage(this, 'Runtime', { ...props });
    }
  }
  const [image, other] = [newImage(), newImage()];
  expect(new Shop(image, 'Shop', { ...EMPTY, team: 'shop', link: '/usr/bin/shop', group: [], groups: [] })).toBeInstanceOf(Shop);
  new Block(other, 'Block', { ...EMPTY, team: 'shop', volume: [] });
  expect(reported(image)).toEqual([]);
  expect(reported(other)).toEqual([
    'error api/unknown-option at App/Block/Runtime: new ScratchImage: there is no option "volume". Did you mean "volumes"?',
  ]);
});

test('a newer projen may have options that nobody here knows; a misspelt one of ours is refused', () => {
  const options = { name: 'shop', outdir: temporaryFolder() };
  expect(refused(() => new ContainerImageProject({ ...options, brandNewOption: true } as never))).toBe('not refused');
  expect(refused(() => new ContainerImageProject({ ...options, projenrcTS: true } as never))).toContain('Did you mean "projenrcTs"?');
  expect(refused(() => new ContainerImageProject({ ...options, versionFile: 'v.json' } as never))).toMatch(/^api\/unknown-option\n.*"versionFile"\. Did you mean "versionsFile"\?/);
});

test('classes stay what they are', () => {
  const image = newImage();
  expect(image).toBeInstanceOf(ContainerImage);
  expect(ContainerImage.of(newStageOf(image))).toBe(image);
  expect(Platform.LINUX_AMD64).toBe(Platform.LINUX_AMD64);
  expect(Platform.parse('linux/amd64')).toBeInstanceOf(Platform);
  expect([ContainerImage.name, ContainerImage.length, Platform.parse.name, newStage().run.name]).toEqual(['ContainerImage', 3, 'parse', 'run']);
  expect(library.dockerfile.Word).toBe(dockerfile.Word);
  expect(Object.keys(Severity)).toEqual(['ERROR', 'WARNING', 'INFO']);
});

test('a class is called with new, and a method on its object', () => {
  expect(refused(any => (any as any).ContainerImage(newProject(), 'App', {}))).toMatchInlineSnapshot(`
    "api/without-new
      ContainerImage(…): a class is called as a function.
      Why: JavaScript creates an object of a class only with new.
      Fix: Write new ContainerImage(…)."
  `);
  expect(refused(any => (any as any).Platform('linux/arm64'))).toContain('Fix: Use an existing object. Available: Platform.LINUX_AMD64,');
  expect(refused(() => new (Platform as any)('linux/arm64'))).toContain('Fix: Use an existing object. Available: Platform.LINUX_AMD64,');
  const { run } = newStage();
  expect(refused(() => run(['make']))).toMatchInlineSnapshot(`
    "api/no-object
      BuildStage.run is called on nothing, where a BuildStage is expected.
      Why: A method that is separated from its object no longer knows which object it belongs to.
      Fix: Call it on its object: object.run(…). Where a function is expected, write () => object.run(…)."
  `);
  expect(refused(() => run.call(new Map() as never, ['make']))).toContain('BuildStage.run is called on a Map, where a BuildStage is expected.');
});

test('what nobody takes is told, but for what lists give to their functions and classes of users hand on', () => {
  expect(refused(() => (newStage() as any).user('app', 'staff'))).toMatchInlineSnapshot(`
    "api/surplus-argument
      BuildStage.user: the argument "staff" is one too many; there is one argument: user.
      Why: It would be ignored.
      Fix: Leave it out, or pass it where it belongs."
  `);
  expect(refused(({ BaseImage: { scratch } }) => (scratch as any)('alpine'))).toContain('the argument "alpine" is one too many; there are no arguments.');
  class Shop extends ContainerImage {
    public constructor(...values: readonly unknown[]) { super(...values as [Construct, string, never]); }
  }
  expect(refused(() => new Shop(newProject(), 'App', { platforms: [Platform.LINUX_AMD64] }, 'shop'))).toBe('not refused');
  expect(refused(() => ['linux/amd64'].forEach(Platform.parse))).toBe('not refused');
});

test('what is advised is right', () => {
  expect(refused(() => new ScratchImage(newImage(), 'Runtime', { contents: './hello' } as never))).toContain('Fix: Pass a list of IArtifactSource.');
  expect(refused(() => new ScratchImage(newImage(), 'Runtime', { ...EMPTY, contents: [GoCrossBuild] } as never))).toContain('is the class GoCrossBuild,');
  expect(refused(() => new ContainerImage(newProject(), 'App', null as never))).not.toContain('leave it out');
  expect(refused(() => new ContainerImage(newProject(), 'App', Promise.resolve({}) as never))).toContain('Fix: Wait for its value: await ….');
  expect(refused(() => newStage().expose(new Set(['80']) as never))).toContain('Fix: Convert it to a list: [...set].');
  expect(refused(() => new ContainerImage(newProject(), 3 as never, { platforms: [] }))).not.toContain('?');
});

test('a value that throws when it is looked at is an object', () => {
  class Odd { public static get name(): string { throw new Error('theirs'); } }
  expect(refused(() => newStage().user(new Odd() as never))).toContain('"user" is an object, where a string is expected.');
});

test('so is one that throws whatever is done with it, or whose options throw', () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  expect(refused(() => newStage().run(proxy))).toMatch(/^api\/wrong-kind\n {2}BuildStage\.run: "script" throws when it is read: TypeError: Cannot perform 'IsArray' on a proxy that has been revoked/);
  const odd = { ...EMPTY, get user(): string { throw new Error('theirs'); } };
  expect(refused(() => new ScratchImage(newImage(), 'Runtime', odd))).toContain('new ScratchImage: "props" throws when it is read: Error: theirs, at ');
  expect(refused(() => newStage().user(proxy as never))).toContain('"user" is an object, where a string is expected.');
});

test('an object that only has the class of a construct is none', () => {
  const empty = Object.create(BuildStage.prototype) as BuildStage;
  expect(refused(() => BaseImage.stage(empty))).toContain('"stage" is a BuildStage, where a BuildStage is expected.');
  expect(refused(() => new ScratchImage(empty, 'Runtime', EMPTY))).toMatch(/^construct\/scope/);
});

test('options may be inherited, or be getters', () => {
  const image = newImage();
  class Base { public get contents(): IArtifactSource[] { return []; } }
  class Options extends Base { public get assembledIn(): BaseImage { return EMPTY.assembledIn; } }
  new ScratchImage(image, 'Runtime', new Options());
  const size = Object.create({ about: 1 }) as object;
  const binaries = [Object.create({ mainPackage: '.', path: '/x', size: FileSize.exactly(Size.bytes(3)), ...size }) as GoBinary];
  const { artifact } = new GoCrossBuild(image, 'Server', { toolchain: EMPTY.assembledIn, source: GoSource.directory('.'), binaries });
  expect(artifact).toBeDefined();
  expect(reported(image)).toEqual([]);
});

test('what implements an interface has properties of the right kind, and its methods', () => {
  const rule = { id: 'acme/x', title: 'X', severity: Severity.ERROR, why: 'Why.', fix: 'Fix.', check: () => [] };
  const apply = (more: object) => refused(() => { Checks.of(newImage()).apply({ rules: [{ ...rule, ...more } as IRule] }); });
  expect(apply({})).toBe('not refused');
  expect(apply({ why: 7 })).toContain('Checks.apply: "rules[0].why" is 7, where a string is expected.');
  expect(apply({ severity: 'eror' })).toContain('"rules[0].severity" is "eror", which is not a Severity. Did you mean Severity.ERROR?');
  expect(apply({ check: 'x' })).toContain('where an IRule (an object with fix, id, severity, title, why, check) is expected.');
  expect(refused(() => newStage().install({ script: 'apt-get', options: { caches: 'x' } } as never))).toMatch(/"packages\.options\.caches"[^]*"packages\.script"/);
});

test('the first faults of a long list are told', () => {
  const message = refused(() => newStage().run(Array.from({ length: 100_000 }, () => 7) as never));
  expect(message.match(/^api/gm)).toHaveLength(20);
  expect(message).toContain('"script[19]" is 7, where a string is expected. There may be more errors in this call.');
});

test('methods are guarded in objects that nobody made by name', () => {
  const stage = new GoCrossBuild(newImage(), 'Server', {
    toolchain: BaseImage.registry(DEBIAN), source: GoSource.directory('.'), binaries: [{ mainPackage: '.', path: '/usr/bin/x' }],
  }).node.findAll().find(each => each instanceof BuildStage) as BuildStage;
  expect(refused(() => stage.run('make' as never))).toContain('BuildStage.run: "script" is "make", a string, where a list of strings is expected.');
});

test('so are those of what a rule is called with', () => {
  const image = newImage();
  const messages: string[] = [];
  const rule: IRule = {
    id: 'acme/looks',
    title: 'Looks',
    severity: Severity.ERROR,
    why: 'Why.',
    fix: 'Fix.',
    check: (model: ImageModel): RuleFinding[] => {
      messages.push(refused(() => model.result.rootfs.lookup(undefined as never)));
      return [];
    },
  };
  Checks.of(image).apply({ rules: [rule] });
  new ScratchImage(image, 'Runtime', { ...EMPTY, contents: [Artifact.text([{ entry: RootfsEntry.file('/a'), content: 'a\n' }])], user: '65532:65532' });
  (image.node.root as ContainerImageProject).synth();
  expect(messages[0]).toMatch(/^api\/missing-argument\n {2}Rootfs\.lookup: the argument "path" is missing/);
});

function newStageOf(image: ContainerImage): BuildStage {
  return new BuildStage(image, 'Inner', { base: BaseImage.scratch(), purpose: 'holds files' });
}
