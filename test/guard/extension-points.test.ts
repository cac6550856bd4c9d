import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import {
  Applet, Artifact, BaseImage, BuildStage, BusyboxApplets, Checks, CrossToolchain, GoCrossBuild, GoFeatureResolution, GoSource,
  IArtifactSource, IBuildStage, IGoFeatures, IRule, ISystemPackages, ImageModel, RootfsEntry, RuleFinding, ScratchImage, Severity, dockerfile,
} from '../../src';
import { SIGNATURES } from '../../src/guard/signatures.generated';
import { BUSYBOX, DEBIAN, GO, newImage, problemsOf, stageOf } from '../support/image';

const SRC = join(__dirname, '../../src');

/** A class or an interface that others might extend. */
interface Declared {
  readonly name: string;
  readonly isClass: boolean;
  readonly isOpen: boolean;
  /** Members that a subclass or a class that implements it has to have. */
  readonly toImplement: readonly string[];
}

/** All abstract classes and behavioural interfaces that the library exports. */
function declaredPoints(): Declared[] {
  const published = new Set(Object.keys(SIGNATURES.classes).map(name => name.slice(name.lastIndexOf('.') + 1)));
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts')).flatMap(path => {
    const file = ts.createSourceFile(path, readFileSync(join(SRC, path), 'utf8'), ts.ScriptTarget.ES2022, true);
    return file.statements.filter(each => ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each)).flatMap(each => {
      const name = each.name!.text;
      const isClass = ts.isClassDeclaration(each);
      const has = (node: ts.HasModifiers, kind: ts.SyntaxKind) => node.modifiers?.some(modifier => modifier.kind === kind) ?? false;
      const isPoint = isClass ? has(each, ts.SyntaxKind.AbstractKeyword) : /^I[A-Z][a-z]/.test(name);
      if (!isPoint || (isClass && !published.has(name))) return [];
      const members = [...each.members].filter(member => !isClass || has(member as ts.HasModifiers, ts.SyntaxKind.AbstractKeyword));
      return [{
        name,
        isClass,
        isOpen: ts.getJSDocTags(each).some(({ tagName }) => tagName.text === 'subclassable'),
        toImplement: members.map(member => member.name!.getText()),
      }];
    });
  });
}

const points = declaredPoints();

test('every abstract class and interface is meant for extension, or is closed', () => {
  expect(points.map(({ name, isOpen }) => `${name}: ${isOpen ? 'open' : 'closed'}`).sort()).toEqual([
    'CrossToolchain: open', 'DockerfileNode: closed', 'GoSource: closed', 'IArtifactSource: open', 'IBuildStage: closed', 'IContainerImage: closed',
    'IGoFeatures: open', 'IRule: open', 'ISystemPackages: open', 'Instruction: closed', 'Output: open', 'OwnForge: open',
  ]);
});

test.each(points.filter(({ isOpen }) => isOpen))('$name can be implemented outside: what it asks for is public', ({ toImplement }) => {
  expect(toImplement.length).toBeGreaterThan(0);
  expect(toImplement.filter(name => name.startsWith('_'))).toEqual([]);
});

describe('what is closed is refused', () => {
  test.each(points.filter(({ isOpen, isClass }) => !isOpen && isClass))('$name has no constructor for others, nor for subclasses', ({ name }) => {
    const key = Object.keys(SIGNATURES.classes).find(each => each.split('.').at(-1) === name)!;
    expect(SIGNATURES.classes[key].create).toBeUndefined();
  });

  test('an instruction of a user', () => {
    class Mine extends dockerfile.Instruction {
      public readonly keyword = 'RUN';
      public _printLine = () => 'RUN rm -rf /';
    }
    expect(() => new Mine()).toThrow(/^api\/no-constructor\n {2}new dockerfile\.Instruction: its constructor is not public\./);
  });

  test('a stage of a user', () => {
    const image = newImage();
    const mine = { name: 'mine', base: DEBIAN, node: image.node } as IBuildStage;
    expect(() => image.defineRuntime(mine)).toThrow(/^api\/wrong-kind[^]*where a BuildStage is expected\./);
    expect(() => BaseImage.stage(mine)).toThrow(/^api\/wrong-kind/);
  });
});

test('what is open is used: each with nothing but what the library exports', () => {
  class Features implements IGoFeatures {
    public resolve(): GoFeatureResolution {
      return { tags: ['acme_tag'], kept: [], omitted: [], needs: [], problems: [], comments: ['as acme builds it'] };
    }
  }
  class Toolchain extends CrossToolchain {
    public prepareHost(stage: BuildStage): void {
      stage.run(['install-acme-cc']);
    }

    public prepareTarget(stage: BuildStage): void {
      stage.run(['acme-cc --prepare']);
    }
  }
  class Motd implements IArtifactSource {
    public readonly artifact = Artifact.text([{ entry: RootfsEntry.file('/etc/acme'), content: 'hello\n' }]);
  }
  class AcmePackages implements ISystemPackages {
    public readonly script = ['acme-install tool'];
    public readonly options = { effects: { adds: ['/usr'], programs: ['/usr/bin/tool'] } };
  }
  class NoAcme implements IRule {
    public readonly id = 'acme/no-acme';
    public readonly title = 'There is no /etc/acme';
    public readonly severity = Severity.WARNING;
    public readonly why = 'a';
    public readonly fix = 'b';
    public check({ result }: ImageModel): RuleFinding[] {
      return result.rootfs.at('/etc/acme').placed === undefined ? [] : [{ what: 'There is /etc/acme.' }];
    }
  }
  const image = newImage();
  const app = new GoCrossBuild(image, 'App', {
    source: GoSource.directory('app'), toolchain: GO, binaries: [{ mainPackage: '.', path: '/app' }], features: new Features(),
  });
  const shell = new BusyboxApplets(image, 'Shell', { version: BUSYBOX, applets: [Applet.LS], toolchain: new Toolchain(DEBIAN) });
  new ScratchImage(image, 'Runtime', { contents: [app, shell, new Motd()], assembledIn: DEBIAN });
  const tools = new BuildStage(image, 'Tools', { base: DEBIAN });
  tools.install(new AcmePackages());
  image.addTarget(tools);
  Checks.of(image).apply({ rules: [new NoAcme()] });
  expect(stageOf(image, 'app')).toContain('acme_tag');
  expect(stageOf(image, 'tools')).toContain('acme-install tool');
  expect(stageOf(image, 'shell')).toMatch(/install-acme-cc[^]*acme-cc --prepare/);
  expect(problemsOf(image).map(({ id }) => id)).toContain('acme/no-acme');
});
