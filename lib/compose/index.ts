/** The public surface of `memorai-infra/compose`. */
export type { Artifact } from '../platform/artifact';
export type { Platform } from '../platform/types';
export { composeArtifacts, composeOutput } from './artifacts';
export { type ComposeProject, composeProject } from './file';
export type * from './model';
export { brokenReferences } from './references';
