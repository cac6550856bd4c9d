/**
 * What an ELF file declares about itself. It is read from a stream: a part before the header that refers to it may be missing.
 *
 * @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 * @internal
 */
export interface _Elf {
  readonly bits: 32 | 64;
  readonly endianness: 'little' | 'big';
  /** `e_machine`. */
  readonly machine: number;
  /** As GNU binutils calls it, e.g. `x86-64`, `aarch64`, `arm`. */
  readonly machineName: string;
  readonly type: 'relocatable' | 'executable' | 'shared' | 'core' | 'other';
  /** `e_flags`. */
  readonly flags: number;
  /**
   * `static`, `static-pie`: needs nothing. `dynamic`: needs its interpreter. `library`: is loaded by something else; relocatable
   * objects count as that. `unknown`: packed, so that the program inside may be any of them.
   */
  readonly linkage: 'static' | 'static-pie' | 'dynamic' | 'library' | 'unknown';
  /** Path of the program that loads it. */
  readonly interpreter?: string;
  /** Libraries that it names (`DT_NEEDED`); undefined if their names were not kept, after 16 MiB of other names. */
  readonly needed?: readonly string[];
  /** Name under which others need it. */
  readonly soname?: string;
  /** Directories that are searched first for its libraries and theirs, separated by `:`, as written. */
  readonly rpath?: string;
  /** Directories that are searched for its own libraries after `LD_LIBRARY_PATH`. If set, `rpath` is ignored. */
  readonly runpath?: string;
  /** The largest alignment of a loaded segment: the largest page size of a kernel that can start it. 0 if nothing is loaded. */
  readonly maxAlignment: number;
  /** Whether it has no symbol table; none when its section headers cannot be read. */
  readonly isStripped?: boolean;
  /** The packer's mark. Of a packed program, only machine, byte order and flags can be read. */
  readonly upx?: _Upx;
  readonly arm?: _Arm;
  readonly mips?: _Mips;
  /** Level of x86-64 that it declares to need: 1 to 4. Few compilers declare it. */
  readonly x86Level?: number;
  /** Build information of Go's linker. */
  readonly go?: _GoBuild;
}

/**
 * @see https://github.com/upx/upx/blob/v5.0.0/src/conf.h
 * @internal
 */
export interface _Upx {
  /** Version of the format, 13 or 14 since 2001. It is not that of the program. */
  readonly version: number;
  /** `UPX_F_…`: 22 is amd64, 23 arm. */
  readonly format: number;
}

/** @internal */
export interface _Arm {
  /** Version of the ABI; 0 for none. */
  readonly eabi: number;
  /** How floating-point values are passed. Go's linker never says it. */
  readonly float?: 'soft' | 'hard';
  /** Architecture that it is compiled for, from the build attributes, e.g. `v5TE`, `v7`. */
  readonly cpu?: string;
}

/** @internal */
export interface _Mips {
  readonly float?: 'soft' | 'hard';
}

/** @internal */
export interface _GoBuild {
  /** E.g. `go1.26.3`. */
  readonly version: string;
  /** Path of the main package; empty if it is not given. */
  readonly path: string;
  /** E.g. `GOARCH`, `GOARM`, `CGO_ENABLED`, `-tags`, `vcs.revision`. */
  readonly settings: Readonly<Record<string, string>>;
}
