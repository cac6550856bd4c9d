import { IConstruct } from 'constructs';
import { Problems } from '../core';
import { Arg, DockerfileNode } from '../dockerfile';

/** The arguments above the first stage, from several places. A second declaration of a name must be the same. */
export class GlobalArgs {
  /** The declaration of each name, and its construct; undefined for a pin. */
  private readonly _said = new Map<string, { readonly text: string; readonly by?: IConstruct }>();
  private readonly _nodes: DockerfileNode[] = [];

  public constructor(private readonly image: IConstruct) {}

  /** The arguments with their comments. */
  public get nodes(): DockerfileNode[] {
    return [...this._nodes];
  }

  /** Adds the declarations of a construct. The same construct may declare a name again, based on its previous value. */
  public add(by: IConstruct, nodes: DockerfileNode[]): void {
    const own = new Map<string, string>();
    for (const { name, text } of nodes.flatMap(printDeclaration)) own.set(name, `${own.get(name) ?? ''}${text}\n`);
    const isNew = [...own].map(([name, text]) => this.noteDeclaration(name, text, by)).includes(true);
    if (isNew) this._nodes.push(...nodes);
  }

  /** Notes that a pin declares a name. */
  public reserve(name: string, version: string): void {
    this.noteDeclaration(name, `${name}=${version}\n`);
  }

  /** Whether to print it; reports a name with a different declaration than before. */
  private noteDeclaration(name: string, text: string, by?: IConstruct): boolean {
    const before = this._said.get(name);
    if (before?.text === text) return false;
    if (before !== undefined && before.by !== by) {
      Problems.of(by ?? this.image).report({
        id: 'image/global-arg',
        what: `The build argument ${name} is declared as "${text.trim()}" and as "${before.text.trim()}" ${before.by === undefined ? 'by a pin' : `at ${before.by.node.path}`}.`,
        why: 'Above the first stage a name has one value: the last one would apply to all stages.',
        fix: 'Rename one of them, or give both the same value.',
      });
      return false;
    }
    this._said.set(name, { text, by });
    return true;
  }
}

function printDeclaration(node: DockerfileNode): { name: string; text: string }[] {
  if (!(node instanceof Arg)) return [];
  return node.declarations.map(({ name, defaultValue }) => ({ name, text: defaultValue === undefined ? name : `${name}=${defaultValue._print('value')}` }));
}
