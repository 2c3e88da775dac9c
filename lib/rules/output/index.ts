import type { RuleDescription } from '../types';
import { addresses } from './addresses';
import { knownNamespaces, knownNodes } from './cluster-places';
import { composeReferences } from './compose-references';
import { finalObjects } from './final-objects';
import { sameImage } from './images';
import { alertRoutes, knownMetrics, scrapeTargets } from './monitoring';
import { networkWays } from './network-ways';
import { noSecrets } from './no-secrets';
import { oneAutoscaler } from './one-autoscaler';
import { environmentFile, outputFiles } from './output-files';
import { podIdentityNames } from './pod-identities';
import { publicHosts } from './public-hosts';
import { queueAlarms, queueNames } from './queues';
import { resourceNames } from './resource-names';
import { settingsContract } from './settings-contract';
import { stackNames, storedParameters, storedSecrets } from './stored-names';
import { templateReferences } from './template-references';
import { toldAlike } from './told-alike';
import type { OutputRule } from './types';
import { volumeChange } from './volume-change';
import { watchedResources } from './watched-resources';

/** What is held against the artifacts of one synth. A new rule is a file and a line here. */
export const artifactRules: readonly OutputRule[] = [
  addresses,
  alertRoutes,
  resourceNames,
  composeReferences,
  environmentFile,
  finalObjects,
  knownMetrics,
  knownNamespaces,
  knownNodes,
  networkWays,
  noSecrets,
  oneAutoscaler,
  outputFiles,
  podIdentityNames,
  publicHosts,
  queueAlarms,
  queueNames,
  sameImage,
  scrapeTargets,
  settingsContract,
  stackNames,
  storedParameters,
  storedSecrets,
  templateReferences,
  toldAlike,
  watchedResources,
];

/** What is held against the files that come out, and not against the platform alone. */
export const outputRules: readonly RuleDescription[] = [...artifactRules, volumeChange];
