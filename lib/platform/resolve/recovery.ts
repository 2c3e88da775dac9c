import type { Postgres, Recovery } from '../types';
import { byDefault, type Context } from './context';
import type { WrittenAws } from './written';
import { checkGateways, checkPartition, checkRange, checkRegion, pickZones } from './zones';

export function resolveRecovery(context: Context, aws: WrittenAws, postgres: Postgres): Recovery | undefined {
  const { recovery: written, region: first } = aws;
  if (written === undefined) return undefined;
  const at = (field: string) => `aws.recovery.${field}`;
  const region = context.take(at('region'), written.region);
  checkRegion(context, at('region'), region);
  checkPartition(context, at('region'), region, first);
  if (context.take(at('kind'), written.kind) === 'backupOnly' || written.kind === 'backupOnly') {
    return { kind: 'backupOnly', region };
  }
  if (postgres.provider !== 'aurora') {
    context.fail(at('kind'), 'conflict', 'globalCluster needs Aurora; use backupOnly, or provider aurora for postgres');
  }
  const availabilityZones = pickZones(context, at('network.availabilityZones'), written.network?.availabilityZones, [
    at('region'),
    region,
  ]);
  const cidr = context.pick(
    at('network.cidr'),
    written.network?.cidr,
    '10.128.0.0/16',
    byDefault('apart from the default of aws.network.cidr'),
  );
  checkRange(context, at('network.cidr'), cidr);
  const natGateways = context.pick(
    at('network.natGateways'),
    written.network?.natGateways,
    0,
    byDefault('nothing runs there before a failover'),
  );
  checkGateways(context, at('network.natGateways'), natGateways, availabilityZones);
  return {
    kind: 'globalCluster',
    region,
    globalClusterName: `memorai-${context.config.environment}`,
    readers: context.pick(at('readers'), written.readers, 1, byDefault('the least that can be promoted')),
    network: { kind: 'create', cidr, availabilityZones, natGateways, interfaceEndpoints: [] },
  };
}
