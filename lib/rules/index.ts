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
import { backupLock, backupRetention } from './backup-retention';
import { cacheHeap } from './cache-heap';
import { certificateNames } from './certificate-names';
import { composeHost } from './compose-host';
import { composeKnobs } from './compose-knobs';
import { concurrencyQuota } from './concurrency-quota';
import { connectionMemory } from './connection-memory';
import { connections } from './connections';
import { disruptionBudget } from './disruption-budget';
import { eksAdmins, eksUntaintedPool, eksVersion } from './eks';
import { failoverHosts } from './failover-hosts';
import { gatewayRateLimit } from './gateway-rate-limit';
import { gitopsTimeout } from './gitops-timeout';
import { gracePeriod } from './grace-period';
import { heapRequest } from './heap-request';
import { imagePinned } from './image-pinned';
import { ingressController } from './ingress-controller';
import { ingressSources } from './ingress-sources';
import { integrationQuota } from './integration-quota';
import { kubernetesOldest, kubernetesSupport } from './kubernetes-version';
import { managedWindows } from './managed-windows';
import { memoryTarget } from './memory-target';
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
import { storeAddresses } from './store-addresses';
import { storeHosts } from './store-hosts';
import { supportEnded } from './support-ended';
import { tierCompute } from './tier-compute';
import { timeoutChain } from './timeout-chain';
import type { Finding, Rule } from './types';
import { unreachableService } from './unreachable-service';
import { untrustedCertificate } from './untrusted-certificate';
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
  backupLock,
  backupRetention,
  cacheHeap,
  certificateNames,
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
  supportEnded,
  tierCompute,
  timeoutChain,
  unreachableService,
  untrustedCertificate,
  volumeSharing,
  workloadIdentity,
];

/** What all rules find in a platform; errors first, then by path. */
export function checkPlatform(platform: Platform): readonly Finding[] {
  const findings = rules.flatMap((rule) =>
    rule.check(platform).map((problem): Finding => ({ rule: rule.id, severity: rule.severity, ...problem })),
  );
  return findings.sort(
    (a, b) => a.severity.localeCompare(b.severity, 'en') || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

export type { Finding, Problem, Rule, Severity } from './types';
