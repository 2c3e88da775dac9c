import { alertsOf } from '../monitoring/alerts/index';
import type { Artifact } from '../platform/artifact';
import { allFacts, type Facts, type TargetOutput } from '../platform/facts';
import type { Platform } from '../platform/types';
import { environmentRunbooks } from './environment';

const path = 'runbooks.md';

/** The file of the target `runbooks`. */
export const runbookArtifacts = (platform: Platform): readonly Artifact[] => [
  { path, content: environmentRunbooks(platform) },
];

export const runbookOutput = (platform: Platform): TargetOutput => ({
  artifacts: runbookArtifacts(platform),
  facts: () => runbookFacts(platform),
});

/** Which alerts have their part of it. */
export const runbookFacts = (platform: Platform): Facts =>
  allFacts([
    { definitions: alertsOf(platform).map(({ name }) => ({ kind: 'runbook', name, file: path, at: `## ${name}` })) },
  ]);
