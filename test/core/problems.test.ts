import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { Problem, Problems, _Refusal, _refuse } from '../../src/core';

const PROBLEM: Problem = { id: 'test/one', what: 'One.', why: 'Because.', fix: 'Mend it.' };

function tree() {
  const root = new Construct(undefined as never, '');
  const image = new Construct(root, 'image');
  const stage = new Construct(image, 'stage');
  return { root, image, stage };
}

describe('problems', () => {
  test('are those of a construct and of all below it, in the order of the tree', () => {
    const { root, image, stage } = tree();
    Problems.of(stage).report({ ...PROBLEM, id: 'test/second' });
    Problems.of(image).report({ ...PROBLEM, id: 'test/first' });
    expect(Problems.of(root).all().map(({ id }) => id)).toEqual(['test/first', 'test/second']);
    expect(Problems.of(stage).all().map(({ id }) => id)).toEqual(['test/second']);
  });

  test('are at the path of their construct, unless they say where', () => {
    const { root, stage } = tree();
    Problems.of(stage).report(PROBLEM);
    Problems.of(stage).report({ ...PROBLEM, where: 'versions.json:3' });
    Problems.of(stage).report({ ...PROBLEM, where: undefined });
    expect(Problems.of(root).all().map(({ where }) => where)).toEqual(['image/stage', 'versions.json:3', 'image/stage']);
  });

  test('know the line that reports them, unless they say who did it', () => {
    const { stage, image } = tree();
    Problems.of(image).report(PROBLEM);
    const [{ by }] = Problems.of(image).all();
    expect(by!.construct).toBe('image');
    expect(by!.declaredAt).toMatch(/problems\.test\.ts:\d+$/);
    Problems.of(stage).report({ ...PROBLEM, by });
    expect(Problems.of(stage).all()[0].by).toBe(by);
  });

  test('of a root without a name are nowhere', () => {
    const { root } = tree();
    Problems.of(root).report(PROBLEM);
    expect(Problems.of(root).all()).toMatchObject([{ ...PROBLEM, where: undefined }]);
  });

  test('of a root with a name are at that name', () => {
    const root = new Construct(undefined as never, 'router');
    Problems.of(root).report(PROBLEM);
    expect(Problems.of(root).all()).toMatchObject([{ ...PROBLEM, where: 'router' }]);
  });

  test('stay what they were when the list is changed that was handed out', () => {
    const { root } = tree();
    Problems.of(root).report(PROBLEM);
    Problems.of(root).all().pop();
    expect(Problems.of(root).all()).toHaveLength(1);
  });

  test("take in what a construct's own validation says", () => {
    const { root, stage } = tree();
    stage.node.addValidation({ validate: () => ['No port is open.'] });
    expect(Problems.of(root).all()).toEqual([{
      id: 'construct/validation',
      where: 'image/stage',
      what: 'No port is open.',
      why: 'The validation of the construct itself failed.',
      fix: 'Correct what the message reports.',
    }]);
  });
});

describe('a validation of a construct, which is code of a user,', () => {
  test.each<[string, () => unknown]>([
    ['The answer[0] is undefined, not a string.', () => undefined],
    ['The answer[0] is 7, not a string.', () => [7]],
    ['The answer[0] is a Promise, not a string.', () => Promise.resolve([])],
    ['Error: no network', () => { throw new Error('no network'); }],
  ])('answers wrongly: %s', (what, validate) => {
    const { root, stage } = tree();
    stage.node.addValidation({ validate } as never);
    const [problem, ...others] = Problems.of(root).all();
    expect(problem).toMatchObject({ id: 'construct/validation-failed', where: 'image/stage' });
    expect(problem.what).toContain(`A validation of the construct failed: ${what}`);
    expect(others).toEqual([]);
  });
});

describe('a value that refuses', () => {
  test('in a thousand ways is a text that can be read', () => {
    const text = new _Refusal(PROBLEM, ...Array.from({ length: 999 }, (_, i) => ({ ...PROBLEM, what: `Item ${i}.` }))).message;
    expect(text).toMatch(/\n {2}Item 18\.\n[^]*\n\nand 980 more problems$/);
    expect(text).not.toContain('Item 19.');
  });


  test('throws all parts of the problem as text', () => {
    expect(() => _refuse(PROBLEM)).toThrow(new _Refusal(PROBLEM));
    expect(new _Refusal(PROBLEM)).toMatchObject({
      name: 'Refusal',
      problem: PROBLEM,
      message: 'test/one\n  One.\n  Why: Because.\n  Fix: Mend it.',
    });
  });

  test('becomes a problem of the construct that made it', () => {
    const { stage } = tree();
    expect(Problems.of(stage)._collect(() => _refuse(PROBLEM))).toBeUndefined();
    expect(Problems.of(stage).all()).toMatchObject([{ ...PROBLEM, where: 'image/stage' }]);
  });

  test('does not: its value is passed on, and any other error too', () => {
    const { stage } = tree();
    expect(Problems.of(stage)._collect(() => 7)).toBe(7);
    expect(() => Problems.of(stage)._collect(() => { throw new TypeError('bug'); })).toThrow(TypeError);
    expect(Problems.of(stage).all()).toEqual([]);
  });
});
