import type { Platform } from '../platform/types';
import { alarmReceivers } from './alarm-receivers';
import { alertReceivers } from './alert-receivers';
import { auroraCapacity } from './aurora-capacity';
import { auroraInstanceType } from './aurora-instance-type';
import { auroraVersion } from './aurora-version';
import { azureGateway } from './azure-gateway';
import { backupLock, backupRetention } from './backup-retention';
import { composeHost } from './compose-host';
import { composeKnobs } from './compose-knobs';
import { concurrencyQuota } from './concurrency-quota';
import { connections } from './connections';
import { disruptionBudget } from './disruption-budget';
import { eksAdmins, eksUntaintedPool, eksVersion } from './eks';
import { gatewayRateLimit } from './gateway-rate-limit';
import { gracePeriod } from './grace-period';
import { imagePinned } from './image-pinned';
import { ingressController } from './ingress-controller';
import { ingressSources } from './ingress-sources';
import { kubernetesOldest, kubernetesSupport } from './kubernetes-version';
import { managedWindows } from './managed-windows';
import { memoryTarget } from './memory-target';
import { noMigration } from './no-migration';
import { placement } from './placement';
import { podAddresses } from './pod-addresses';
import { poolCapacity } from './pool-capacity';
import { qdrantReplication } from './qdrant-replication';
import { qdrantSegments } from './qdrant-segments';
import { queueAbsent } from './queue-absent';
import { queueInMemory } from './queue-in-memory';
import { queueVisibility } from './queue-visibility';
import { statedReasons } from './reasons';
import { recoveryRegion } from './recovery-region';
import { redisTopology } from './redis-topology';
import { referenceCode } from './reference-code';
import { singlePostgres } from './single-postgres';
import { tierCompute } from './tier-compute';
import { timeoutChain } from './timeout-chain';
import type { Finding, Rule } from './types';
import { unreachableService } from './unreachable-service';
import { volumeSharing } from './volume-sharing';
import { workloadIdentity } from './workload-identity';

/** Every rule. A new one is a file and a line here. */
export const rules: readonly Rule[] = [
  alertReceivers,
  auroraCapacity,
  auroraInstanceType,
  auroraVersion,
  azureGateway,
  backupLock,
  backupRetention,
  alarmReceivers,
  concurrencyQuota,
  composeHost,
  composeKnobs,
  connections,
  disruptionBudget,
  gatewayRateLimit,
  eksAdmins,
  eksUntaintedPool,
  eksVersion,
  gracePeriod,
  imagePinned,
  ingressController,
  ingressSources,
  kubernetesOldest,
  kubernetesSupport,
  managedWindows,
  memoryTarget,
  noMigration,
  placement,
  podAddresses,
  poolCapacity,
  qdrantReplication,
  qdrantSegments,
  queueAbsent,
  queueInMemory,
  queueVisibility,
  recoveryRegion,
  redisTopology,
  referenceCode,
  singlePostgres,
  statedReasons,
  tierCompute,
  timeoutChain,
  unreachableService,
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
