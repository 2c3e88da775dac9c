import { alertsOf } from '../monitoring/alerts/index';
import type { Artifact } from '../platform/artifact';
import { allFacts, type Facts, type TargetOutput } from '../platform/facts';
import type { Platform } from '../platform/types';
import { environmentRunbooks } from './environment';

const path = 'operations/runbooks.md';

/** The file of the target `operations`. */
export const operationsArtifacts = (platform: Platform): readonly Artifact[] => [
  { path, content: environmentRunbooks(platform) },
];

export const operationsOutput = (platform: Platform): TargetOutput => ({
  artifacts: operationsArtifacts(platform),
  facts: () => operationsFacts(platform),
});

/** Which alerts have their part of it. */
export const operationsFacts = (platform: Platform): Facts =>
  allFacts([
    { definitions: alertsOf(platform).map(({ name }) => ({ kind: 'runbook', name, file: path, at: `## ${name}` })) },
  ]);
