/** Runbooks of an environment, from a platform. */
export { operationsArtifacts, operationsOutput } from './artifacts';
