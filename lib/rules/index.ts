import type { Platform } from '../platform/types';
import { alarmReceivers } from './alarm-receivers';
import { alertReceivers } from './alert-receivers';
import { auroraCapacity } from './aurora-capacity';
import { auroraInstanceType } from './aurora-instance-type';
import { auroraVersion } from './aurora-version';
import { azureGateway } from './azure-gateway';
import { backupLock, backupRetention } from './backup-retention';
import { checkDay, checkOwnRules } from './check-options';
import { composeHost } from './compose-host';
import { composeKnobs } from './compose-knobs';
import { concurrencyQuota } from './concurrency-quota';
import { connections } from './connections';
import { disruptionBudget } from './disruption-budget';
import { eksAdmins, eksUntaintedPool, eksVersion } from './eks';
import { checkExceptions, withExceptions } from './exceptions';
import { gatewayRateLimit } from './gateway-rate-limit';
import { gracePeriod } from './grace-period';
import { imagePinned } from './image-pinned';
import { ingressController } from './ingress-controller';
import { ingressSources } from './ingress-sources';
import { kubernetesOldest, kubernetesSupport } from './kubernetes-version';
import { managedWindows } from './managed-windows';
import { memoryTarget } from './memory-target';
import { outputRules } from './output/index';
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
import { sortFindings } from './sort-findings';
import { tierCompute } from './tier-compute';
import { timeoutChain } from './timeout-chain';
import type { Finding, Rule, RuleContext } from './types';
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
