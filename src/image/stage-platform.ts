/** The machine whose programs a stage runs. */
export enum StagePlatform {
  /** Programs of the build machine: nothing is emulated, and compilers cross-compile. */
  BUILD = 'build',
  /** Programs of the target platform: emulated unless it is that of the build machine. */
  TARGET = 'target',
}
