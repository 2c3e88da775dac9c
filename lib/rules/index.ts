import type { Platform } from '../platform/types';
import { alarmReceivers } from './alarm-receivers';
import { alertReceivers } from './alert-receivers';
import { arnRegions } from './arn-regions';
import { auroraCapacity } from './aurora-capacity';
import { auroraInstanceType } from './aurora-instance-type';
import { auroraVersion } from './aurora-version';
import { awsNames } from './aws-names';
import { azureGateway } from './azure-gateway';
import { backupAbsent } from './backup-absent';
import { backupElsewhere } from './backup-elsewhere';
import { backupLock, backupRetention } from './backup-retention';
import { backupVersion } from './backup-version';
import { cacheHeap } from './cache-heap';
import { cacheVersion } from './cache-version';
import { certificateNames } from './certificate-names';
import { certificateUnwatched } from './certificate-unwatched';
import { checkDay, checkOwnRules } from './check-options';
import { composeHost } from './compose-host';
import { composeKnobs } from './compose-knobs';
import { concurrencyQuota } from './concurrency-quota';
import { connectionMemory } from './connection-memory';
import { connections } from './connections';
import { disruptionBudget } from './disruption-budget';
import { eksAdmins, eksUntaintedPool, eksVersion } from './eks';
import { checkExceptions, withExceptions } from './exceptions';
import { failoverHosts } from './failover-hosts';
import { gatewayRateLimit } from './gateway-rate-limit';
import { gitopsTimeout } from './gitops-timeout';
import { gracePeriod } from './grace-period';
import { healthPath } from './health-path';
import { heapRequest } from './heap-request';
import { imagePinned } from './image-pinned';
import { ingressController } from './ingress-controller';
import { ingressSources } from './ingress-sources';
import { integrationQuota } from './integration-quota';
import { kubernetesOldest, kubernetesSupport } from './kubernetes-version';
import { managedWindows } from './managed-windows';
import { memoryTarget } from './memory-target';
import { noMigration } from './no-migration';
import { outputRules } from './output/index';
import { placement } from './placement';
import { plainHttp } from './plain-http';
import { podAddresses } from './pod-addresses';
import { poolCapacity } from './pool-capacity';
import { poolPods } from './pool-pods';
import { poolSelector } from './pool-selector';
import { livenessStore, readinessBlind } from './probe-paths';
import { progressDeadline } from './progress-deadline';
import { publicHost } from './public-host';
import { qdrantReplication } from './qdrant-replication';
import { qdrantSegments } from './qdrant-segments';
import { queueAbsent } from './queue-absent';
import { queueInMemory } from './queue-in-memory';
import { queueReceives, queueRetries } from './queue-retries';
import { queueUnwatched } from './queue-unwatched';
import { queueVisibility } from './queue-visibility';
import { quorumZones } from './quorum-zones';
import { statedReasons } from './reasons';
import { recoveryPoint, recoveryTime } from './recovery-objectives';
import { recoveryRegion } from './recovery-region';
import { redisTopology } from './redis-topology';
import { referenceCode } from './reference-code';
import { removedApiVersion } from './removed-api';
import { secondAutoscaler } from './second-autoscaler';
import { singlePostgres } from './single-postgres';
import { sortFindings } from './sort-findings';
import { storeAddresses } from './store-addresses';
import { storeHosts } from './store-hosts';
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
import { workloadIdentity } from './workload-identity';

/** Every rule. A new one is a file and a line here. */
export const rules: readonly Rule[] = [
  alarmReceivers,
  alertReceivers,
  arnRegions,
  auroraCapacity,
  auroraInstanceType,
  auroraVersion,
  awsNames,
  azureGateway,
  backupAbsent,
  backupElsewhere,
  backupLock,
  backupRetention,
  backupVersion,
  cacheHeap,
  cacheVersion,
  certificateNames,
  certificateUnwatched,
  composeHost,
  composeKnobs,
  concurrencyQuota,
  connectionMemory,
  connections,
  disruptionBudget,
  eksAdmins,
  eksUntaintedPool,
  eksVersion,
  failoverHosts,
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
  kubernetesSupport,
  livenessStore,
  managedWindows,
  memoryTarget,
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
  queueInMemory,
  queueReceives,
  queueRetries,
  queueUnwatched,
  queueVisibility,
  quorumZones,
  readinessBlind,
  recoveryPoint,
  recoveryRegion,
  recoveryTime,
  redisTopology,
  referenceCode,
  removedApiVersion,
  secondAutoscaler,
  singlePostgres,
  statedReasons,
  storeAddresses,
  storeHosts,
  storeVersion,
  supportEnded,
  tierCompute,
  timeoutChain,
  unreachableService,
  untrustedCertificate,
  vectorImage,
  vectorsUnsaved,
  volumeSharing,
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
 * @throws ConfigError for exceptions to rules that are not there
 * @throws RangeError for a rule of a team's own whose id is taken or has no name of the team in front
 */
export function checkPlatform(platform: Platform, options: CheckOptions = {}): readonly Finding[] {
  const { rules: own = [], ...context } = options;
  checkDay(context.today);
  checkOwnRules(own);
  const all = [...rules, ...own];
  checkExceptions(
    platform,
    [...all, ...outputRules].map(({ id }) => id),
  );
  const found = all.flatMap((rule) =>
    rule.check(platform, context).map((problem): Finding => ({ rule: rule.id, severity: rule.severity, ...problem })),
  );
  return sortFindings(withExceptions(platform, all, found, context));
}

export type { Excepted, Finding, Phase, Problem, Rule, RuleContext, RuleDescription, Severity } from './types';
