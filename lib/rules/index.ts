import type { Platform } from '../platform/types';
import { alarmReceivers } from './alarm-receivers';
import { alertReceivers } from './alert-receivers';
import { alikeNames } from './alike-names';
import { arnOwners } from './arn-owners';
import { arnRegions } from './arn-regions';
import { ask } from './ask';
import { auroraCapacity } from './aurora-capacity';
import { auroraInstanceType } from './aurora-instance-type';
import { auroraVersion } from './aurora-version';
import { awsNames } from './aws-names';
import { azureGateway } from './azure-gateway';
import { backupAbsent } from './backup-absent';
import { backupElsewhere } from './backup-elsewhere';
import { backupFrequency } from './backup-frequency';
import { backupGap } from './backup-gap';
import { backupLock } from './backup-lock';
import { backupRetention } from './backup-retention';
import { backupVersion } from './backup-version';
import { cacheHeap } from './cache-heap';
import { cacheNodes } from './cache-nodes';
import { cacheQuota } from './cache-quota';
import { cacheVersion } from './cache-version';
import { certificateNames } from './certificate-names';
import { certificateUnwatched } from './certificate-unwatched';
import { checkDay, checkOwnRules } from './check-options';
import { clusterNetwork } from './cluster-network';
import { composeHost } from './compose-host';
import { concurrencyQuota } from './concurrency-quota';
import { connectionMemory } from './connection-memory';
import { connections } from './connections';
import { disruptionBudget } from './disruption-budget';
import { eksAdmins } from './eks-admins';
import { eksEndpoint } from './eks-endpoint';
import { eksUntaintedPool } from './eks-untainted-pool';
import { eksVersion } from './eks-version';
import { endpointServices } from './endpoint-services';
import { checkExceptions, withExceptions } from './exceptions';
import { failoverHosts } from './failover-hosts';
import { failoverRecords } from './failover-records';
import { gatewayRateLimit } from './gateway-rate-limit';
import { gitopsTimeout } from './gitops-timeout';
import { gracePeriod } from './grace-period';
import { healthPath } from './health-path';
import { heapRequest } from './heap-request';
import { imagePinned } from './image-pinned';
import { ingressController } from './ingress-controller';
import { ingressSources } from './ingress-sources';
import { integrationQuota } from './integration-quota';
import { kubernetesNewest } from './kubernetes-newest';
import { kubernetesOldest } from './kubernetes-oldest';
import { kubernetesSupport } from './kubernetes-support';
import { livenessStore } from './liveness-store';
import { managedWindows } from './managed-windows';
import { memoryTarget } from './memory-target';
import { monitoringUnwatched } from './monitoring-unwatched';
import { noMigration } from './no-migration';
import { outputRules } from './output/index';
import type { OutputRule } from './output/types';
import { placement } from './placement';
import { plainHttp } from './plain-http';
import { podAddresses } from './pod-addresses';
import { poolCapacity } from './pool-capacity';
import { poolPods } from './pool-pods';
import { poolSelector } from './pool-selector';
import { progressDeadline } from './progress-deadline';
import { publicHost } from './public-host';
import { qdrantReplication } from './qdrant-replication';
import { qdrantSegments } from './qdrant-segments';
import { queueAbsent } from './queue-absent';
import { queueEdges } from './queue-edges';
import { queueInMemory } from './queue-in-memory';
import { queueReceives } from './queue-receives';
import { queueRetries } from './queue-retries';
import { queueUnwatched } from './queue-unwatched';
import { queueVisibility } from './queue-visibility';
import { quorumZones } from './quorum-zones';
import { readinessBlind } from './readiness-blind';
import { receiverTeams } from './receiver-teams';
import { recoveryPoint } from './recovery-point';
import { recoveryRegion } from './recovery-region';
import { recoveryTime } from './recovery-time';
import { redisDisk } from './redis-disk';
import { redisMemory } from './redis-memory';
import { redisTopology } from './redis-topology';
import { referenceCode } from './reference-code';
import { removedApiVersion } from './removed-api';
import { restoreTestRetention } from './restore-test-retention';
import { scrapeKey } from './scrape-key';
import { secondAutoscaler } from './second-autoscaler';
import { settingWays } from './setting-ways';
import { singlePostgres } from './single-postgres';
import { sortFindings } from './sort-findings';
import { statedReasons } from './stated-reasons';
import { storeAddresses } from './store-addresses';
import { storeHosts } from './store-hosts';
import { storeSubnets } from './store-subnets';
import { storeVersion } from './store-version';
import { supportEnded } from './support-ended';
import { tierCompute } from './tier-compute';
import { timeoutChain } from './timeout-chain';
import type { Finding, Rule, RuleContext } from './types';
import { unreachableService } from './unreachable-service';
import { untrustedCertificate } from './untrusted-certificate';
import { vectorImage } from './vector-image';
import { vectorsUnsaved } from './vectors-unsaved';
import { volumeSharing } from './volume-sharing';
import { withoutEffect } from './without-effect';
import { workloadIdentity } from './workload-identity';

/** Every rule. A new one is a file and a line here. */
export const rules: readonly Rule[] = [
  alarmReceivers,
  alertReceivers,
  alikeNames,
  arnOwners,
  arnRegions,
  auroraCapacity,
  auroraInstanceType,
  auroraVersion,
  awsNames,
  azureGateway,
  backupAbsent,
  backupElsewhere,
  backupFrequency,
  backupGap,
  backupLock,
  backupRetention,
  backupVersion,
  cacheHeap,
  cacheNodes,
  cacheQuota,
  cacheVersion,
  certificateNames,
  certificateUnwatched,
  clusterNetwork,
  composeHost,
  concurrencyQuota,
  connectionMemory,
  connections,
  disruptionBudget,
  eksAdmins,
  eksEndpoint,
  eksUntaintedPool,
  eksVersion,
  endpointServices,
  failoverHosts,
  failoverRecords,
  gatewayRateLimit,
  gitopsTimeout,
  gracePeriod,
  healthPath,
  heapRequest,
  imagePinned,
  ingressController,
  ingressSources,
  integrationQuota,
  kubernetesOldest,
  kubernetesNewest,
  kubernetesSupport,
  livenessStore,
  managedWindows,
  memoryTarget,
  monitoringUnwatched,
  noMigration,
  placement,
  plainHttp,
  podAddresses,
  poolCapacity,
  poolPods,
  poolSelector,
  progressDeadline,
  publicHost,
  qdrantReplication,
  qdrantSegments,
  queueAbsent,
  queueEdges,
  queueInMemory,
  queueReceives,
  queueRetries,
  queueUnwatched,
  queueVisibility,
  quorumZones,
  readinessBlind,
  receiverTeams,
  recoveryPoint,
  recoveryRegion,
  recoveryTime,
  redisMemory,
  redisDisk,
  redisTopology,
  referenceCode,
  removedApiVersion,
  restoreTestRetention,
  scrapeKey,
  secondAutoscaler,
  settingWays,
  singlePostgres,
  statedReasons,
  storeAddresses,
  storeHosts,
  storeSubnets,
  storeVersion,
  supportEnded,
  tierCompute,
  timeoutChain,
  unreachableService,
  untrustedCertificate,
  vectorImage,
  vectorsUnsaved,
  volumeSharing,
  withoutEffect,
  workloadIdentity,
];

export interface CheckOptions extends RuleContext {
  /**
   * Rules of a team's own, held against the platform beside ours. Their ids are `team/its-rule`.
   *
   * @default - ours only
   */
  readonly rules?: readonly Rule[];
  /**
   * Rules of a team's own over the output, which `checkOutput` asks: here, so that the config may except them.
   *
   * @default - ours only
   */
  readonly outputRules?: readonly OutputRule[];
  /**
   * The day it is, `2026-11-28`: exceptions end by it. Never read from the clock here, so that the same config has the
   * same findings.
   *
   * @default - no exception ends
   */
  readonly today?: string;
}

/**
 * What all rules find in a platform, after its exceptions; errors first, then warnings, then notes, each by path.
 *
 * @throws ConfigError for exceptions to rules that are not there, and to those that take none
 * @throws RangeError for a rule of a team's own whose id is taken or has no name of the team in front
 */
export function checkPlatform(platform: Platform, options: CheckOptions = {}): readonly Finding[] {
  const { rules: own = [], outputRules: ownOfOutput = [], ...context } = options;
  checkDay(context.today);
  checkOwnRules([...own, ...ownOfOutput]);
  const all = [...rules, ...own];
  checkExceptions(platform, [...all, ...outputRules, ...ownOfOutput]);
  const found = ask(all, ({ check }) => check(platform, context));
  return sortFindings(withExceptions(platform, all, found, context));
}

export type { Output } from './output/output';
export type { OutputRule } from './output/types';
export type { Excepted, Finding, Phase, Problem, Rule, RuleContext, RuleDescription, Severity } from './types';
