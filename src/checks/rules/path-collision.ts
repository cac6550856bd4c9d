import type { Rule } from '../rule';

export const pathCollision: Rule = {
  id: 'rootfs/path-collision',
  title: 'A path has one owner',
  why: 'The later copy would replace the earlier one silently, or fail where one is a directory.',
  fix: 'Give one of them another path, or leave one out.',
  check: ({ rootfs }) => rootfs.collisions.map(({ path, first, second }) => ({
    where: second.origin,
    what: `${path} is put into the image twice: as a ${first.entry.kind} by ${first.origin} and, for ${second.entry.path}, as a ${second.entry.kind} by ${second.origin}.`,
  })),
};
