import { Problem, Problems, _findOwn } from '../../core';
import type { IBuildStage } from '../base-image';
import type { NamedContext } from './named-context';

/** The contexts that an image needs because its stages start from them, by name. */
export class BaseContexts {
  private readonly contexts = new Map<string, NamedContext>();

  /** @param given the contexts that the image declares itself */
  public constructor(private readonly given: Readonly<Record<string, NamedContext>>) {}

  /** Those of the image itself, and those of its stages. */
  public get all(): Record<string, NamedContext> {
    return { ...this.given, ...Object.fromEntries(this.contexts) };
  }

  /** Adds the context of a stage, if its base is one. Reports another one of the same name. */
  public add(stage: IBuildStage): void {
    const { reference: name, _context: context } = stage.base;
    if (context === undefined) return;
    const before = _findOwn(this.given, name) ?? this.contexts.get(name);
    if (before === undefined) this.contexts.set(name, context);
    else if (!before._isSame(context)) Problems.of(stage).report(describeTwice(name));
  }
}

function describeTwice(name: string): Problem {
  return {
    id: 'image/context',
    what: `Two contexts of the image are called "${name}".`,
    why: 'A build has one context of each name, so one of the stages would start from the other image.',
    fix: 'Give one of the images another id, or one of the layouts another path; or name the contexts yourself: contexts, and BaseImage.context(name).',
  };
}
