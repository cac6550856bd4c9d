import { _ForgeValue, _hasSameName } from '../core';
import {
  ActionPin, PackagePin, Versions, _FORGE_ACTIONS, _FORGE_IMAGES, _FORGE_PACKAGES, _ForgeActionName, _ForgeImageKey, _ForgePackageName,
} from '../versions';

/** A value that no versions.json pins. */
export interface MissingValue extends Pick<_ForgeValue, 'section' | 'key' | 'pin'> {
  /** The value, for people. */
  readonly shown: string;
  /** What has its key in versions.json, if that is something else. */
  readonly taken?: string;
}

/** A value that an option sets. */
export interface OwnValue {
  /** E.g. `images.buildkit`. */
  readonly option: string;
  readonly shown: string;
}

/** The labels of the runners that GitHub hosts: names and versions that Renovate updates. */
const HOSTED = /^(ubuntu|macos|windows)-(\S+)$/;

/**
 * Chooses each value that the files of a forge contain: that of an option, else that of versions.json, else the default of this library.
 * What it was asked for is what is printed, so it knows which of the values nothing keeps current.
 */
export class ForgePins {
  private readonly asked = new Map<string, MissingValue>();
  private readonly own = new Map<string, OwnValue>();

  /** @param versions undefined if nobody has passed pins */
  public constructor(public readonly versions?: Versions) {}

  /** The values that versions.json should pin. */
  public get missing(): MissingValue[] {
    return [...this.asked.values()];
  }

  /** The values of options that are not in versions.json. */
  public get unlisted(): OwnValue[] {
    return [...this.own.values()];
  }

  /** A container image. */
  public image(key: _ForgeImageKey, own?: string): string {
    const { reference } = _FORGE_IMAGES[key];
    if (own !== undefined) return this.useOwn(`images.${key}`, own, this.versions?.images.some(({ ref }) => ref === own) ?? /@/.test(own));
    const pin = this.versions?.images.find(each => each.key === key);
    if (pin !== undefined && _hasSameName(pin.name, reference)) return pin.ref;
    this.miss({ section: 'images', key, pin: { ref: reference }, shown: reference, taken: pin && `${pin.name}:${pin.tag}` });
    return reference;
  }

  /** An action. */
  public action(name: _ForgeActionName, own: readonly ActionPin[] = []): ActionPin {
    const [version, digest] = _FORGE_ACTIONS[name];
    const [mine, pin] = [own, this.versions?.actions ?? []].map(pins => pins.find(each => each.name === name));
    if (mine !== undefined) {
      this.useOwn(`actions: ${name}`, mine.version, this.versions === undefined || pin?.digest === mine.digest);
      return mine;
    }
    if (pin !== undefined) return pin;
    this.miss({ section: 'actions', key: name, pin: { version, digest }, shown: version });
    return new ActionPin(name, version, digest);
  }

  /** A version. */
  public version(name: _ForgePackageName): string {
    const { datasource, depName, packageName, versioning, version } = describePackage(name);
    const pin = this.versions?.packages.find(each => each.name === name);
    if (pin !== undefined && (pin.packageName ?? pin.depName) === (packageName ?? depName)) return pin.version;
    this.miss({
      section: 'packages',
      key: name,
      pin: { datasource, depName, ...packageName === undefined ? {} : { packageName }, ...versioning === undefined ? {} : { versioning }, version },
      shown: version,
      taken: pin && `${pin.packageName ?? pin.depName} ${pin.version}`,
    });
    return version;
  }

  /** The label of a runner. Only those that GitHub hosts have a version. */
  public runner(name: 'CI_RUNNER_VERSION' | 'CI_RUNNER_ARM64_VERSION', own?: { readonly option: string; readonly label: string }): string {
    if (own === undefined) return `${_FORGE_PACKAGES[name].depName}-${this.version(name)}`;
    const [, system, version] = HOSTED.exec(own.label) ?? [];
    const isListed = system === undefined || this.versions === undefined
      || this.versions.packages.some(pin => pin.datasource === 'github-runners' && pin.depName === system && pin.version === version);
    return this.useOwn(own.option, own.label, isListed);
  }

  private useOwn(option: string, shown: string, isListed: boolean): string {
    if (!isListed) this.own.set(option, { option, shown });
    return shown;
  }

  private miss(value: MissingValue): void {
    this.asked.set(`${value.section}.${value.key}`, value);
  }
}

function describePackage(name: _ForgePackageName): Pick<PackagePin, 'datasource' | 'depName' | 'packageName' | 'versioning' | 'version'> {
  return _FORGE_PACKAGES[name];
}
