import { zonesOf } from '../aws-regions';
import type { Aws } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import type { WrittenAws } from './written';

export function resolveNetwork(context: Context, aws: WrittenAws): Aws['network'] {
  const zones = aws.network?.availabilityZones;
  for (const [index, zone] of (zones ?? []).entries()) {
    if (zone.slice(0, -1) !== aws.region) {
      context.fail(
        `aws.network.availabilityZones[${index}]`,
        'conflict',
        `must be a zone of ${aws.region}, got "${zone}"`,
      );
    }
    if (zones?.indexOf(zone) !== index) {
      context.fail(`aws.network.availabilityZones[${index}]`, 'conflict', `"${zone}" is listed twice`);
    }
  }
  context.pick('aws.network.kind', aws.network?.kind, 'create', byDefault('a network of its own'));
  if (aws.network?.kind === 'existing') {
    const { privateSubnetIds, availabilityZones } = aws.network;
    if (privateSubnetIds.length !== availabilityZones.length) {
      context.fail(
        'aws.network.privateSubnetIds',
        'conflict',
        `must be one per availability zone (${availabilityZones.length}), got ${privateSubnetIds.length}`,
      );
    }
    return {
      ...context.take('aws.network', aws.network),
      interfaceEndpoints: context.pick(
        'aws.network.interfaceEndpoints',
        aws.network.interfaceEndpoints,
        [],
        byDefault('none that we know of'),
      ),
    };
  }
  const written = aws.network;
  const tier = context.config.tier ?? 'recommended';
  const availabilityZones = context.pick(
    'aws.network.availabilityZones',
    written?.availabilityZones,
    zonesOf(aws.region),
    derivedFrom('aws.region'),
  );
  if (availabilityZones.length === 0) {
    context.fail(
      'aws.network.availabilityZones',
      'missing',
      `is required in ${aws.region}, whose two zones have other names in each account`,
    );
  }
  const natGateways = context.pick(
    'aws.network.natGateways',
    written?.natGateways,
    tier === 'recommended' ? availabilityZones.length : 1,
    derivedFrom('tier: one a zone when recommended'),
  );
  if (natGateways > availabilityZones.length) {
    context.fail(
      'aws.network.natGateways',
      'conflict',
      `must be at most one a zone (${availabilityZones.length}), got ${natGateways}`,
    );
  }
  const cidr = context.pick('aws.network.cidr', written?.cidr, '10.0.0.0/16', byDefault('RFC 1918, 65,536 addresses'));
  const prefix = Number(cidr.split('/')[1]);
  if (prefix < 16 || prefix > 22) {
    context.fail('aws.network.cidr', 'value', `must be between /16 and /22, so that nine subnets fit; got /${prefix}`);
  }
  return {
    kind: 'create',
    cidr,
    availabilityZones,
    natGateways,
    interfaceEndpoints: context.pick(
      'aws.network.interfaceEndpoints',
      written?.interfaceEndpoints,
      tier === 'recommended' ? endpointsOf(context) : [],
      derivedFrom('tier: what our traffic goes to, when recommended'),
    ),
  };
}

/** What the workloads talk to: secrets, parameters, logs, credentials; the queue; and, on nodes, images. */
function endpointsOf({ config }: Context): NonNullable<Aws['network']['interfaceEndpoints']> {
  const onNodes = config.deployment !== 'serverless';
  const hasQueue = config.queue?.provider !== 'none';
  return [
    ...(onNodes ? ['ecr.api', 'ecr.dkr'] : []),
    'kms',
    'logs',
    'secretsmanager',
    ...(hasQueue ? ['sqs'] : []),
    'ssm',
    'sts',
  ];
}
