import { join } from 'node:path';
import { BasePlan, PresentBase, WantedBase, planBases, planRefresh, readPresentBases } from './base-plan';
import { chooseKeys } from './choose-key';
import { findKeyProblem } from './key-problem';
import { Progress } from './progress';
import { ReadBases, readBases, readLocalBase } from './read-bases';
import { FileRow, ImageRow, PinReport } from './report';
import { PinRequest } from './request';
import { PinnedImage, VersionsFile } from './versions-file';
import { _BASE_DIRECTORY } from '../../bases';
import { _RefusedProblem, _dropDigest } from '../../core';
import type { _RegistryClient } from '../../registry';
import { UsageError } from '../command';
import { FileChange, replaceFiles } from '../replace-files';

/** One run of the command. */
export class Pinning {
  private readonly problems: _RefusedProblem[] = [];

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
    const images = await this.lookUp(file, action === 'add' ? chooseKeys(names, file.images, key) : file.choose(names));
    const report = { versions: file.path, isCheck: action === 'check', images, files: [], skipped: [], problems: this.problems };
    if (action === 'check' || this.problems.length > 0) return report;
    const present = readPresentBases(file.root);
    const read = await this.read(planRefresh(present, images), file.images.map(({ key }) => key));
    if (this.problems.length > 0) return report;
    const changes = listFileChanges(file.root, present, read.texts, []);
    const text = file.edit(new Map(images.map(({ key: each, image, digest }) => [each, `${image}@${digest}`])));
    // The pins come last: until then, the new base files count as those of another digest.
    replaceFiles([...changes.filter(isChange), { path: file.path, before: file.text, after: text }].filter(isChange));
    return { ...report, files: changes.map(describeChange) };
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
    const plan = await planBases(file, present, names, platforms);
    const read = from === undefined ? await this.read(plan.wanted, file.images.map(({ key }) => key)) : await this.readFrom(plan, from, file.path);
    const report = { versions: file.path, isCheck: false, images: [], files: [], skipped: plan.skipped, problems: this.problems };
    if (this.problems.length > 0) return report;
    const changes = listFileChanges(file.root, present, read.texts, plan.stale);
    replaceFiles(changes.filter(isChange));
    return { ...report, files: changes.map(describeChange) };
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
