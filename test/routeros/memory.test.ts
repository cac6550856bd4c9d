import { expect, test } from 'vitest';
import { sampleProps } from './sample';
import { Executable, ExecutableFormat, FileSize, RootfsEntry, RouterOsDeploymentProps, ScratchImage, Size } from '../../src';
import type { ContainerImage } from '../../src';
import { exampleBuild } from '../../src/checks/examples/example-images';
import { PlannedImage, _resolveImage } from '../../src/plan';
import { resolveDeployment } from '../../src/routeros/model/resolve-deployment';
import { findMemoryProblems } from '../../src/routeros/problems/memory-problems';
import { newImage } from '../support/image';

const UNPACKED = FileSize.about(Size.mebibytes(16), 'measured');
const GO = { writtenInGo: true };
const PACKED = { ...GO, packed: true, packer: { name: 'upx', unpackedSize: UNPACKED } };

/** An image whose container is one program, with a link to it. */
function imageOf(executable: Partial<Executable>, environment: Record<string, string> = {}, size = UNPACKED): ContainerImage {
  const image = newImage({ budgets: [{ extracted: Size.mebibytes(17) }] });
  const app = RootfsEntry.file('/bin/app', { mode: '0755', size, executable: { format: ExecutableFormat.ELF, ...executable } });
  const contents = [exampleBuild(image, [app, RootfsEntry.symlink('/bin/cli', '/bin/app')])];
  new ScratchImage(image, 'Runtime', { contents, environment, entrypoint: ['/bin/app'] });
  return image;
}

function deploy(image: ContainerImage, change: Partial<RouterOsDeploymentProps> = {}) {
  const props = sampleProps({ image, environment: undefined, memoryLimit: Size.mebibytes(64), ...change });
  const plan = (each: ContainerImage) => PlannedImage._of(_resolveImage(each), path => path);
  const planned = plan(image);
  const variants = (props.variants ?? []).map(variant => ({ image: plan(variant.image), tag: variant.tag }));
  return {
    variable: resolveDeployment(props, planned, variants).environment.GOMEMLIMIT,
    problems: findMemoryProblems(props, [planned, ...variants.map(variant => variant.image)]).map(({ id, what }) => `${id}: ${what}`),
  };
}

test.each<[what: string, image: ContainerImage, limit: number | undefined, variable: string | undefined]>([
  ['a Go program', imageOf(GO), 64, '56MiB'],
  ['a packed one, whose code is memory too', imageOf(PACKED), 64, '40MiB'],
  ['less than its minimum', imageOf(PACKED), 26, '8MiB'],
  ['less than that, which the limit is then', imageOf(GO), 4, '4MiB'],
  ['no limit', imageOf(GO), undefined, undefined],
  ['a program in C', imageOf({}), 64, undefined],
  ['a packed one of unknown size', imageOf({ ...GO, packed: true }), 64, undefined],
  ['an image that says it itself', imageOf(GO, { GOMEMLIMIT: '20MiB' }), 64, undefined],
])('GOMEMLIMIT of %s', (_, image, limit, variable) => {
  expect(deploy(image, { memoryLimit: limit === undefined ? undefined : Size.mebibytes(limit) }).variable).toBe(variable);
});

test('what the deployment says comes first', () => {
  expect(deploy(imageOf(GO), { environment: { GOMEMLIMIT: 'off' } })).toEqual({ variable: 'off', problems: [] });
});

test.each([
  ['65MiB', 'GOMEMLIMIT=65MiB is more than the 64 MiB that the container may take.'],
  ['1GiB', 'GOMEMLIMIT=1GiB is more than the 64 MiB that the container may take.'],
  ['67108865', 'GOMEMLIMIT=67108865 is more than the 64 MiB that the container may take.'],
  ['40M', 'Go cannot read GOMEMLIMIT="40M".'],
  ['40 MiB', 'Go cannot read GOMEMLIMIT="40 MiB".'],
  ['9223372036854775808', 'Go cannot read GOMEMLIMIT="9223372036854775808".'],
  ['9223372036854775807', undefined], ['000000000000000000064MiB', undefined],
  ['64MiB', undefined], ['67108864', undefined], ['65536KiB', undefined], ['100B', undefined], ['off', undefined],
])('GOMEMLIMIT=%s of the deployment or the image: %s', (value, what) => {
  const problems = what === undefined ? [] : [`routeros/go-memory-limit: ${what}`];
  expect(deploy(imageOf(GO), { environment: { GOMEMLIMIT: value } }).problems).toEqual(problems);
  expect(deploy(imageOf(GO, { GOMEMLIMIT: value })).problems).toEqual(problems);
});

test('a packed program has to fit into the limit, with a call of its command line', () => {
  const image = imageOf(PACKED);
  expect(deploy(image, { memoryLimit: Size.mebibytes(38) }).problems).toEqual([
    'routeros/packed-memory: /bin/app is packed, and /bin/cli is the same program: it takes about 38.7 MiB of memory, and the container has 38.0 MiB.',
  ]);
  expect(deploy(image, { memoryLimit: Size.mebibytes(40) }).problems).toEqual([]);
  expect(deploy(imageOf(GO), { memoryLimit: Size.mebibytes(20) }).problems).toEqual([]);
});

test('of several variants, the one that takes the most decides', () => {
  const variants = [{ image: imageOf(PACKED), tag: 'stable-packed' }];
  expect(deploy(imageOf(GO), { variants }).variable).toBe('40MiB');
  const memoryLimit = Size.mebibytes(32);
  expect(deploy(imageOf(GO), { variants, memoryLimit }).problems).toEqual(deploy(imageOf(PACKED), { memoryLimit }).problems);
});
