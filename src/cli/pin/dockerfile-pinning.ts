import type { Readable } from 'node:stream';
import type { DockerfileReport, ReferenceRow } from './dockerfile-report';
import type { Progress } from './progress';
import type { PinRequest } from './request';
import { _GENERATED_MARK, _RefusedProblem, _Refusal } from '../../core';
import { _PinOptions, _PinRecord, _listImagesToPin, _pinText } from '../../dockerfile';
import type { _RegistryClient } from '../../registry';
import { UsageError } from '../command';
import { Input, readDockerfile } from '../read-dockerfile';
import { replaceFiles } from '../replace-files';

/** One run of the command on Dockerfiles that a person wrote. */
export class DockerfilePinning {
  public constructor(
    private readonly request: PinRequest,
    private readonly client: _RegistryClient,
    private readonly progress: Progress,
    private readonly stdin: Readable,
  ) {}

  /**
   * Does what was asked for. If there is a problem with any image, no file is changed.
   *
   * @throws UsageError, `dockerfile/…`
   */
  public async run(): Promise<DockerfileReport> {
    const { files, action } = this.request;
    const isCheck = action === 'check';
    const inputs: Input[] = [];
    for (const file of files) inputs.push(await this.read(file));
    const { digests, problems } = await this.lookUp(inputs);
    if (problems.length > 0) return { isCheck, references: [], files: [], problems };
    const rows: ReferenceRow[] = [];
    const changes = [];
    for (const input of inputs) {
      const { text, records } = await _pinText(input.text, async name => digests.get(name)!, this.createOptions(input));
      rows.push(...records.map(record => createRow(input.name, record)).sort((a, b) => a.line - b.line));
      changes.push({ path: input.name, before: input.text, after: text });
    }
    const changed = changes.filter(({ before, after }) => before !== after);
    if (!isCheck) replaceFiles(changed);
    return {
      isCheck,
      references: rows,
      files: isCheck ? [] : changes.map(change => ({ path: change.path, state: changed.includes(change) ? 'changed' : 'unchanged' })),
      problems,
    };
  }

  private async read(file: string): Promise<Input> {
    const input = await readDockerfile(file, this.stdin);
    if (this.request.action === 'check' || !input.text.includes(_GENERATED_MARK)) return input;
    throw new UsageError(`${file} is generated: the next synthesis would undo the change. Its images are pinned in versions.json: npx imagewright pin --update`);
  }

  /** The digests of all images, by their references. */
  private async lookUp(inputs: readonly Input[]): Promise<{ digests: ReadonlyMap<string, string>; problems: readonly _RefusedProblem[] }> {
    const wanted = new Map(inputs.flatMap(input => listImages(input, this.createOptions(input))).map(image => [image.name, image]));
    this.progress.start('Looking up tags', wanted.size);
    const requests = [...wanted.values()].map(({ name, digest }) => ({ reference: name, ...digest === undefined ? {} : { known: digest } }));
    const answers = await this.client.resolveTags(requests, ({ reference }) => this.progress.advance(reference));
    return {
      digests: new Map(answers.flatMap(({ reference, resolved }) => (resolved === undefined ? [] : [[reference, resolved.digest] as const]))),
      problems: answers.flatMap(({ problem }) => problem ?? []),
    };
  }

  private createOptions({ dockerignore }: Input): _PinOptions {
    return { isUpdate: this.request.action !== 'add', ...dockerignore === undefined ? {} : { dockerignore } };
  }
}

/** @throws `dockerfile/…`, with the name of the file */
function listImages({ name, text }: Input, options: _PinOptions): ReturnType<typeof _listImagesToPin> {
  try {
    return _listImagesToPin(text, options);
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    throw new _Refusal({ ...error.problem, where: [name, error.problem.where].filter(Boolean).join(', ') });
  }
}

function createRow(file: string, { line, reference: image, before, digest, left, kept }: _PinRecord): ReferenceRow {
  const row = { file, line, image, ...before === undefined ? {} : { before } };
  if (kept !== undefined) return { ...row, state: 'kept', reason: kept };
  if (digest === undefined) return { ...row, state: 'left', reason: left };
  return { ...row, digest, state: before === undefined ? 'added' : before === digest ? 'unchanged' : 'moved' };
}
