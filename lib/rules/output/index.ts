import type { RuleDescription } from '../types';
import { addresses } from './addresses';
import { alertRoutes } from './alert-routes';
import { composeReferences } from './compose-references';
import { environmentFile } from './environment-file';
import { evictions } from './evictions';
import { finalObjects } from './final-objects';
import { hiddenPaths } from './hidden-paths';
import { knownMetrics } from './known-metrics';
import { knownNamespaces } from './known-namespaces';
import { knownNodes } from './known-nodes';
import { measuredRequests } from './measured-requests';
import { networkWays } from './network-ways';
import { noSecrets } from './no-secrets';
import { objectShape } from './object-shape';
import { oneAutoscaler } from './one-autoscaler';
import { openPolicies } from './open-policies';
import { outputFiles } from './output-files';
import { patchedNumbers } from './patched-numbers';
import { podIdentityNames } from './pod-identity-names';
import { podSecurity } from './pod-security';
import { privateServices } from './private-services';
import { publicHosts } from './public-hosts';
import { queueAlarms } from './queue-alarms';
import { queueNames } from './queue-names';
import { resourceNames } from './resource-names';
import { sameImage } from './same-image';
import { scrapeTargets } from './scrape-targets';
import { settingsContract } from './settings-contract';
import { stackNames } from './stack-names';
import { storeNodes } from './store-nodes';
import { storedParameters } from './stored-parameters';
import { storedSecrets } from './stored-secrets';
import { templateReferences } from './template-references';
import { templateSize } from './template-size';
import { toldAlike } from './told-alike';
import type { OutputRule } from './types';
import { versionChange } from './version-change';
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
  templateSize,
  toldAlike,
  evictions,
  hiddenPaths,
  measuredRequests,
  openPolicies,
  podSecurity,
  privateServices,
  patchedNumbers,
  storeNodes,
  objectShape,
  watchedResources,
];

/**
 * What holds of any template, whoever wrote what is in it. The other rules on names of AWS would miss what a team's own
 * resources and grants name, and call what they make unread.
 */
export const templateRules: readonly OutputRule[] = [noSecrets, resourceNames, templateReferences, templateSize];

/** What is held against the files that come out, and not against the platform alone. */
export const outputRules: readonly RuleDescription[] = [...artifactRules, versionChange, volumeChange];
