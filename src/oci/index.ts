export * from './built-image';
export * from './elf';
export * from './elf-mismatch';
export * from './limits';
export * from './read-image';
