import fc from 'fast-check';
import { maybe } from './statement';
import { Said, Stop, Variables, toTemplate, valueOf, words } from './words';
import { CacheSharing, Mount } from '../../../src/dockerfile';
import { ReadMount } from '../answer';

/** A mount that is to be said, and what it means. */
export interface SaidMount {
  make(): Mount;
  means(variables: Variables): ReadMount;
}

/** The value of a word; none is empty. */
type Value = (word: Said | undefined) => string;

const NOTHING: ReadMount = {
  Type: '',
  From: '',
  Source: '',
  Target: '',
  ReadOnly: false,
  SizeLimit: 0,
  CacheID: '',
  CacheSharing: '',
  Required: false,
  Env: null,
  Mode: null,
  UID: null,
  GID: null,
};

function mounts<T>(said: fc.Arbitrary<T>, make: (said: T) => Mount, means: (said: T, value: Value) => Partial<ReadMount>): fc.Arbitrary<SaidMount> {
  return said.map(each => ({
    make: () => make(each),
    means: variables => ({ ...NOTHING, ...means(each, word => (word === undefined ? '' : valueOf(word, variables))) }),
  }));
}

const target = words.map((said): Said => ['/m', ...said]);
const from = maybe(fc.constantFrom('base', 'alpine:3.23', `docker.io/library/alpine@sha256:${'0'.repeat(64)}`));
const flag = maybe(fc.boolean());
const number = maybe(fc.constantFrom('0', '1000', '4294967295'));
const owner = { uid: number, gid: number, mode: maybe(fc.constantFrom('0755', '600')) };

const template = (said: Said | undefined) => said && toTemplate(said);
const ownerMeans = ({ uid, gid, mode }: { uid?: string; gid?: string; mode?: string }) => ({
  UID: uid === undefined ? null : Number(uid), GID: gid === undefined ? null : Number(gid), Mode: mode === undefined ? null : parseInt(mode, 8),
});

const bind = mounts(
  fc.record({ target, mountFrom: from, source: maybe(words), readWrite: flag }),
  said => Mount.bind({ ...said, target: toTemplate(said.target), source: template(said.source) }),
  (said, value) => ({
    Type: 'bind', Target: value(said.target), From: said.mountFrom ?? '', Source: value(said.source), ReadOnly: said.readWrite !== true,
  }),
);

const cache = mounts(
  fc.record({
    target,
    id: maybe(words),
    sharing: maybe(fc.constantFrom(...Object.values(CacheSharing))),
    mountFrom: from,
    source: maybe(words),
    readOnly: flag,
    ...owner,
  }),
  said => Mount.cache({ ...said, target: toTemplate(said.target), id: template(said.id), source: template(said.source) }),
  (said, value) => ({
    Type: 'cache',
    Target: value(said.target),
    From: said.mountFrom ?? '',
    Source: value(said.source),
    ReadOnly: said.readOnly === true,
    CacheID: value(said.id),
    CacheSharing: said.sharing ?? '',
    ...ownerMeans(said),
  }),
);

const SIZES: Record<string, number> = { '64m': 64 * 2 ** 20, '1g': 2 ** 30, '10': 10, '1.5k': 1536 };
const tmpfs = mounts(
  fc.record({ target, size: maybe(fc.constantFrom(...Object.keys(SIZES))) }),
  said => Mount.tmpfs({ ...said, target: toTemplate(said.target) }),
  (said, value) => ({ Type: 'tmpfs', Target: value(said.target), SizeLimit: said.size === undefined ? 0 : SIZES[said.size] }),
);

const secret = mounts(
  fc.record({ id: maybe(words), target: maybe(target), env: maybe(fc.constantFrom('TOKEN', 'a-b')), required: flag, ...owner }),
  said => Mount.secret({ ...said, target: template(said.target), id: template(said.id) }),
  (said, value) => {
    const id = value(said.id);
    const path = value(said.target);
    if (id === '' && path === '') throw new Stop('invalid secret mount. one of source, target required');
    return { Type: 'secret', Target: path, CacheID: id, Env: said.env ?? null, Required: said.required === true, ReadOnly: true, ...ownerMeans(said) };
  },
);

const ssh = mounts(
  fc.record({ id: maybe(words), target: maybe(target), required: flag, ...owner }),
  said => Mount.ssh({ ...said, target: template(said.target), id: template(said.id) }),
  (said, value) => ({
    Type: 'ssh', Target: value(said.target), CacheID: value(said.id), Required: said.required === true, ReadOnly: true, ...ownerMeans(said),
  }),
);

/** Mounts of every kind. */
export const saidMount: fc.Arbitrary<SaidMount> = fc.oneof(bind, cache, tmpfs, secret, ssh);
