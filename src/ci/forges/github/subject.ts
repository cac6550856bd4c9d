import { expression, quoteText } from './expression';
import type { Platform } from '../../../core';
import { Evaluation, Yaml } from '../../../yaml';
import { ImageBases } from '../../image-bases';
import type { PipelineImage } from '../../pipeline';

/** A job of a matrix, or all platforms of an image if a job is about all of them. */
interface Leg {
  readonly image: PipelineImage;
  readonly platform: Platform;
}

/** A row of a matrix. */
export interface Row extends Leg {
  /** The name of the image as a column, if there are several. */
  readonly named: Readonly<Record<string, Yaml>>;
  /** The columns that have been picked. */
  readonly columns: Readonly<Record<string, Yaml>>;
}

/**
 * The image that a job is about: the only one of its workflow, or the one in the row of its matrix. What differs between the images becomes a column
 * when it is picked; what does not stays a text of the job.
 */
export class Subject {
  /** A job for each platform of each image. */
  public static perPlatform(
    images: readonly PipelineImage[], platformsOf: (image: PipelineImage) => readonly Platform[] = image => image.platforms,
  ): Subject {
    return new Subject(images, images.flatMap(image => platformsOf(image).map(platform => ({ image, platform }))));
  }

  /** A job for each image. */
  public static perImage(images: readonly PipelineImage[]): Subject {
    return new Subject(images, images.map(image => ({ image, platform: image.platforms[0] })));
  }

  private readonly columns = new Map<string, (leg: Leg) => string>();

  private constructor(
    public readonly images: readonly PipelineImage[],
    public readonly legs: readonly Leg[],
    /** The images of the workflow: those of the job, and of other jobs of its kind. */
    public readonly all: readonly PipelineImage[] = images,
    /** Which of them are built from which. */
    public readonly bases: ImageBases = new ImageBases(all),
  ) {}

  /** The same for some of the images, which stay several even if there is one of them. */
  public part(images: readonly PipelineImage[]): Subject {
    const wanted = new Set(images);
    return new Subject(images, this.legs.filter(({ image }) => wanted.has(image)), this.all, this.bases);
  }

  /** The only image, if there is no other in the workflow. */
  public get only(): PipelineImage | undefined {
    return this.all.length === 1 ? this.all[0] : undefined;
  }

  /** The name of the image, which is a column. */
  public get name(): string | Evaluation {
    return this.only?.name ?? expression('matrix.image');
  }

  /** A text of the image, for one platform if the job is about one: an expression if it differs between the jobs. An empty text is no column. */
  public pick(column: string, textOf: (image: PipelineImage, platform: Platform) => string): string | Evaluation {
    const find = ({ image, platform }: Leg) => textOf(image, platform);
    const [first = ''] = this.legs.slice(0, 1).map(find);
    if (this.legs.every(leg => find(leg) === first)) return first;
    this.columns.set(column, find);
    return expression(`matrix.${column}`);
  }

  /** The value of an expression for some of the images; an empty text for others. */
  public limit(code: string, images: readonly PipelineImage[]): Evaluation {
    if (images.length === this.images.length) return expression(code);
    const names = images.map(({ name }) => name);
    const isOne = names.length === 1 ? `matrix.image == ${quoteText(names[0])}` : `contains(fromJSON(${quoteText(JSON.stringify(names))}), matrix.image)`;
    return expression(`${isOne} && ${code} || ''`);
  }

  /** The rows of the matrix, with the columns that have been picked before. */
  public listRows(): Row[] {
    return this.legs.map((leg): Row => ({
      ...leg,
      named: this.only === undefined ? { image: leg.image.name } : {} as Record<string, Yaml>,
      columns: Object.fromEntries([...this.columns].map(([column, find]) => [column, find(leg)]).filter(([, text]) => text !== '')) as Record<string, Yaml>,
    }));
  }
}
