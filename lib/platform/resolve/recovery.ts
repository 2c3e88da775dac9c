import type { CheckedConfig } from '../../config/schema/index';
import type { Postgres, Recovery } from '../types';
import { byDefault, type Context, derivedFrom } from './context';

type Written = NonNullable<NonNullable<CheckedConfig['aws']>['recovery']>;

export function resolveRecovery(
  context: Context,
  written: Written | undefined,
  postgres: Postgres,
): Recovery | undefined {
  if (written === undefined) return undefined;
  const at = (field: string) => `aws.recovery.${field}`;
  const region = context.take(at('region'), written.region);
  if (context.take(at('kind'), written.kind) === 'backupOnly' || written.kind === 'backupOnly') {
    return { kind: 'backupOnly', region };
  }
  if (postgres.provider !== 'aurora') {
    context.fail(at('kind'), 'conflict', 'globalCluster needs Aurora; use backupOnly, or provider aurora for postgres');
  }
  const availabilityZones = context.pick(
    at('network.availabilityZones'),
    written.network?.availabilityZones,
    ['a', 'b', 'c'].map((letter) => `${region}${letter}`),
    derivedFrom(at('region')),
  );
  for (const [index, zone] of availabilityZones.entries()) {
    if (zone.slice(0, -1) !== region) {
      context.fail(at(`network.availabilityZones[${index}]`), 'conflict', `must be a zone of ${region}, got "${zone}"`);
    }
  }
  return {
    kind: 'globalCluster',
    region,
    globalClusterName: `memorai-${context.config.environment}`,
    readers: context.pick(at('readers'), written.readers, 1, byDefault('the least that can be promoted')),
    network: {
      kind: 'create',
      cidr: context.pick(
        at('network.cidr'),
        written.network?.cidr,
        '10.128.0.0/16',
        byDefault('apart from the default of aws.network.cidr'),
      ),
      availabilityZones,
      natGateways: context.pick(
        at('network.natGateways'),
        written.network?.natGateways,
        0,
        byDefault('nothing runs there before a failover'),
      ),
      interfaceEndpoints: [],
    },
  };
}
