import { Containers } from '../containers';
import { Engine } from '../engine';
import { Image } from '../image';
import { Machine } from '../platforms';

/** A built image of one platform, with what is needed to judge it. */
export interface Subject {
  readonly engine: Engine;
  readonly platform: string;
  readonly machine: Machine;
  readonly image: Image;
  /** Programs as they were before they were packed: path to bytes. */
  readonly unpacked: ReadonlyMap<string, Buffer>;
  /** The links that the build itself says BusyBox wants: lines of `busybox.links`. */
  readonly links: string[];
  /** Defaults of the Dockerfile's ARGs. */
  readonly args: Readonly<Record<string, string>>;
  readonly containers: Containers;
}

/** Something that an image promises; `holds` throws when it does not. */
export interface Check {
  readonly name: string;
  readonly holds: (subject: Subject) => void | Promise<void>;
}
