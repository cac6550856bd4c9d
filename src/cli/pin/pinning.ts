import { join } from 'node:path';
import { findAdoption } from './adoption';
import type { Adopted } from './adoption-candidate';
import { BasePlan, PresentBase, WantedBase, planBases, planRefresh, readPresentBases } from './base-plan';
import { Checksum, listActionChecksums, listPackageChecksums } from './checksums';
import { chooseKeys } from './choose-key';
import { readForgeValues } from './forge-values';
import { readGeneratedFiles } from './generated-files';
import { runInParallel } from './in-parallel';
import { findKeyProblem } from './key-problem';
import { isGeneratedDockerfile, listKnownDownloads } from './known-downloads';
import { LayoutBase, listLayoutBases } from './layout-bases';
import { chooseNewPins } from './new-pins';
import { PinHistory } from './pin-history';
import { Progress } from './progress';
import { ReadBases, readBases, readLocalBase } from './read-bases';
import { ChecksumRow, FileRow, ImageRow, PinReport } from './report';
import { PinRequest } from './request';
import { PinnedImage, VersionsFile } from './versions-file';
import { mayNamePins, readWrittenPins } from './written-pins';
import { _BASE_DIRECTORY } from '../../bases';
import { _ForgeValue, _Refusal, _RefusedProblem, _dropDigest } from '../../core';
import type { _RegistryClient } from '../../registry';
import { ActionPin, PackagePin, _PinChanges } from '../../versions';
import { UsageError } from '../command';
import { FileChange, replaceFiles } from '../replace-files';

/** Checksums that are looked up at a time. */
const PARALLEL_CHECKSUMS = 4;

/** One run of the command. */
export class Pinning {
  private readonly problems: _RefusedProblem[] = [];
  private readonly unknown: _RefusedProblem[] = [];

  public constructor(
    private readonly request: PinRequest,
    private readonly client: _RegistryClient,
    private readonly progress: Progress,
    private readonly say: (text: string) => void,
  ) {}

  /**
   * Does what was asked for. If there is a problem with any image, no file is changed.
   *
   * @throws UsageError, `versions/…`
   */
  public async run(): Promise<PinReport> {
    const { action, names, key, file: given } = this.request;
    const file = await VersionsFile.find(given);
    if (action === 'bases') return this.readBases(file);
    if (action === 'forges') return this.addForges(file);
    if (action === 'adopt') return this.adopt(file);
    if (action === 'add') return this.finish(file, await this.lookUp(file, chooseKeys(names, file.images, key)), []);
    const { images, packages, actions } = file.chooseAll(names);
    const isOpen = ({ digest }: PinnedImage) => digest === undefined;
    const looked = await this.lookUp(file, action === 'complete' ? images.filter(isOpen) : images);
    const checksums = await this.lookUpChecksums(file, packages, actions);
    // A bot may have moved the digest of a base.
    const kept = action === 'complete' ? images.flatMap(({ key: each, image, digest }): ImageRow[] => (
      digest === undefined ? [] : [{ key: each, image, digest, before: digest, state: 'unchanged' }]
    )) : [];
    return this.finish(file, [...looked, ...kept], checksums);
  }

  /** Writes what was looked up, and the files of bases whose digests are others than in their files. */
  private async finish(
    file: VersionsFile, images: readonly ImageRow[], checksums: readonly ChecksumRow[], added: readonly Adopted[] = [],
  ): Promise<PinReport> {
    const isCheck = this.request.action === 'check';
    const report = { versions: file.path, isCheck, images, checksums, files: [], skipped: [], unknown: this.unknown, problems: this.problems };
    if (isCheck || this.problems.length > 0) return report;
    const present = readPresentBases(file.root);
    const read = await this.read(planRefresh(present, images), file.images.map(each => each.key));
    if (this.problems.length > 0) return report;
    const changes = listFileChanges(file.root, present, read.texts, []);
    const values: Adopted[] = [
      ...images.map(({ key, image, digest }) => ({ section: 'images' as const, key, fields: { ref: `${image}@${digest}` } })),
      ...added,
      ...added.length > 0 ? [] : checksums.map(({ section, key, field, value }) => ({ section, key, fields: { [field]: value } })),
    ];
    const text = values.length === 0 ? file.text : file.edit(listChanges(values));
    // The pins come last: until then, the new base files count as those of another digest.
    replaceFiles([...changes.filter(isChange), { path: file.path, before: file.text, after: text }].filter(isChange));
    return { ...report, files: changes.map(describeChange) };
  }

  /** `--forges`. */
  private async addForges(file: VersionsFile): Promise<PinReport> {
    const { images, others } = chooseNewPins(await readForgeValues(file.path), file);
    const looked = await this.lookUp(file, images.filter(({ digest }) => digest === undefined));
    const pinned = images.flatMap(({ key, image, digest }): ImageRow[] => (digest === undefined ? [] : [{ key, image, digest, state: 'added' }]));
    const added = others.map(({ section, key, pin }) => ({ section, key, fields: pin }));
    return this.finish(file, [...looked, ...pinned], others.map(describeNewPin), added);
  }

  /** `--adopt`. Base files stay: facts of an older digest are better than none, and reading them needs the network. */
  private adopt(file: VersionsFile): PinReport {
    file.chooseAll([]);
    const written = readWrittenPins(readGeneratedFiles(file.root, mayNamePins));
    const { adopted, problems, notes } = findAdoption(file, written, PinHistory.open(file));
    this.problems.push(...problems);
    notes.forEach(this.say);
    const rows = describeAdopted(file, adopted);
    const report = { versions: file.path, isCheck: false, ...rows, files: [], skipped: [], unknown: [], problems: this.problems };
    if (this.problems.length > 0 || adopted.length === 0) return report;
    replaceFiles([{ path: file.path, before: file.text, after: file.edit(listChanges(adopted)) }].filter(isChange));
    return report;
  }

  /** Looks up what belongs to versions. */
  private async lookUpChecksums(file: VersionsFile, packages: readonly PackagePin[], actions: readonly ActionPin[]): Promise<ChecksumRow[]> {
    const isChecked = packages.some(({ commit, sha256, h1 }) => (commit ?? sha256 ?? h1) !== undefined);
    const downloads = isChecked ? listKnownDownloads(readGeneratedFiles(file.root, isGeneratedDockerfile)) : [];
    const listed = [...listPackageChecksums(packages, downloads), ...listActionChecksums(actions)];
    const wanted = listed.filter((each): each is Checksum => 'find' in each);
    // Who names a pin wants to know it; anybody else wants the others.
    const left = this.request.names.length > 0 ? this.problems : this.unknown;
    left.push(...listed.filter((each): each is _RefusedProblem => !('find' in each)));
    this.progress.start('Looking up checksums', wanted.length);
    const rows = await runInParallel(wanted, PARALLEL_CHECKSUMS, async ({ find, ...checksum }): Promise<ChecksumRow[]> => {
      try {
        const value = await find(this.client);
        const state = checksum.before === undefined ? 'added' : checksum.before === value ? 'unchanged' : 'moved';
        return [{ ...checksum, state, value }];
      } catch (error) {
        if (!(error instanceof _Refusal)) throw error;
        this.problems.push(error.problem);
        return [];
      } finally {
        this.progress.advance(`${checksum.key} ${checksum.field}`);
      }
    });
    return rows.flat();
  }

  /** Looks up the digests of images. */
  private async lookUp(file: VersionsFile, images: readonly PinnedImage[]): Promise<ImageRow[]> {
    this.progress.start('Looking up tags', images.length);
    const requests = images.map(({ image, digest }) => ({ reference: image, ...digest === undefined ? {} : { known: digest } }));
    const answers = await this.client.resolveTags(requests, ({ reference }) => this.progress.advance(reference));
    return answers.flatMap(({ resolved, problem }, i): ImageRow[] => {
      if (problem !== undefined) this.problems.push(problem);
      if (resolved === undefined) return [];
      const { key, image, digest: before } = images[i];
      const isSame = before === resolved.digest && file.images.some(each => each.key === key && each.image === image);
      const state = isSame ? 'unchanged' : before === undefined ? 'added' : 'moved';
      return [{ key, image, state, ...before === undefined ? {} : { before }, digest: resolved.digest }];
    });
  }

  /** `--bases`. */
  private async readBases(file: VersionsFile): Promise<PinReport> {
    const { names, platforms, from } = this.request;
    const present = readPresentBases(file.root);
    const unpinned = file.choose(names).find(({ digest }) => digest === undefined);
    if (unpinned !== undefined) throw new UsageError(`${unpinned.image} has no digest in ${file.path}. To add it: npx imagewright pin --update ${unpinned.key}`);
    const layouts = listLayoutBases(file.root);
    const plan = await planBases(file, present, names, platforms, layouts.map(({ key }) => key));
    const read = from === undefined ? await this.read(plan.wanted, file.images.map(({ key }) => key)) : await this.readFrom(plan, from, file.path);
    const local = names.length === 0 ? await this.readLayouts(layouts) : new Map<string, string>();
    const empty = { isCheck: false, images: [], checksums: [], files: [], unknown: [] };
    const report = { versions: file.path, ...empty, skipped: plan.skipped, problems: this.problems };
    if (this.problems.length > 0) return report;
    const changes = listFileChanges(file.root, present, new Map([...read.texts, ...local]), plan.stale);
    replaceFiles(changes.filter(isChange));
    return { ...report, files: changes.map(describeChange) };
  }

  /** Reads bases that are in the repository. */
  private async readLayouts(layouts: readonly LayoutBase[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (const { path, ...base } of layouts) {
      const read = await readLocalBase(base, path, () => {});
      this.problems.push(...read.problems);
      for (const [file, text] of read.texts) texts.set(file, text);
    }
    return texts;
  }

  /** @throws UsageError if the files of a base cannot have their names on every system */
  private async read(wanted: readonly WantedBase[], keys: readonly string[]): Promise<ReadBases> {
    const problem = wanted.map(({ key }) => findKeyProblem(key, keys)).find(each => each !== undefined);
    if (problem !== undefined) throw new UsageError(`${problem} Rename the key in versions.json.`);
    this.progress.start('Reading base images', wanted.length);
    const read = await readBases(wanted, this.client, ({ reference }) => this.progress.advance(_dropDigest(reference)));
    this.problems.push(...read.problems);
    return read;
  }

  private async readFrom({ wanted: [base] }: BasePlan, path: string, versions: string): Promise<ReadBases> {
    const { platforms } = this.request;
    const digest = base.reference.slice(base.reference.indexOf('@') + 1);
    const read = await readLocalBase({ ...base, platforms, ifPresent: [] }, path, ({ format, indexes, manifests }) => {
      const digests = [...indexes, ...manifests].map(each => each.digest);
      // An archive of "docker save" has none that could be compared.
      if (format === 'docker-archive' || digests.includes(digest)) return;
      this.say(`The digest of ${path} is not that of "${base.key}" in ${versions}. The base files are written anyway.`);
    });
    this.problems.push(...read.problems);
    return read;
  }
}

function listChanges(values: readonly Adopted[]): _PinChanges {
  const changes = new Map<Adopted['section'], Map<string, Record<string, string>>>();
  for (const { section, key, fields } of values) {
    const pins = changes.get(section) ?? new Map<string, Record<string, string>>();
    changes.set(section, pins.set(key, { ...pins.get(key), ...fields }));
  }
  return changes;
}

function describeNewPin({ section, key, pin }: _ForgeValue): ChecksumRow {
  const isAction = section === 'actions';
  return {
    section: isAction ? 'actions' : 'packages',
    key,
    field: isAction ? 'digest' : 'version',
    name: isAction ? pin.version : pin.depName,
    state: 'added',
    value: isAction ? pin.digest : pin.version,
  };
}

function describeAdopted(file: VersionsFile, adopted: readonly Adopted[]): Pick<PinReport, 'images' | 'checksums'> {
  return {
    images: adopted.filter(({ section }) => section === 'images').map(({ key, fields: { ref } }) => {
      const [image, digest] = ref.split('@') as [string, string | undefined];
      const before = file.images.find(each => each.key === key)?.digest;
      return { key, image, state: 'moved', ...before === undefined ? {} : { before }, ...digest === undefined ? {} : { digest } };
    }),
    checksums: adopted.flatMap(({ section, key, fields }): ChecksumRow[] => {
      if (section === 'images') return [];
      const pin = section === 'packages' ? file.packages.find(({ name }) => name === key)! : file.actions.find(({ name }) => name === key)!;
      const name = pin instanceof PackagePin ? pin.depName : fields.version;
      const [field, before, value] = pin instanceof PackagePin ? ['version', pin.version, fields.version] : ['digest', pin.digest, fields.digest];
      return [{ section, key, field, name, state: 'moved', before, value }];
    }),
  };
}

/** Lists the base files that were read, and those that are removed. */
function listFileChanges(root: string, present: readonly PresentBase[], texts: ReadonlyMap<string, string>, stale: readonly string[]): FileChange[] {
  const before = new Map(present.map(({ name, text }) => [`${_BASE_DIRECTORY}/${name}`, text]));
  const written = [...texts].map(([path, text]): FileChange => {
    const old = before.get(path);
    // Git may have made line ends of Windows.
    return { path: join(root, path), before: old, after: old?.replace(/\r\n/g, '\n') === text ? old : text };
  });
  const removed = stale.map((name): FileChange => ({ path: join(root, _BASE_DIRECTORY, name), before: before.get(`${_BASE_DIRECTORY}/${name}`) }));
  return [...written, ...removed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isChange({ before, after }: FileChange): boolean {
  return before !== after;
}

function describeChange({ path, before, after }: FileChange): FileRow {
  return { path, state: after === undefined ? 'removed' : before === undefined ? 'added' : before === after ? 'unchanged' : 'changed' };
}
