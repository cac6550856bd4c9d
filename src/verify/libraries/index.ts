export * from './missing-libraries';
