export * from './bake';
export * from './dockerfile';
export * from './dockerfile-part';
export * from './dockerignore';
export * from './explanation';
export * from './explanation-text';
export * from './manifest';
