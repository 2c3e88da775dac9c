import type { Aws } from '../types';
import { byDefault, type Context, derivedFrom } from './context';
import type { WrittenAws } from './written';
import { checkExistingRange, checkGateways, checkRange, checkZones, pickZones } from './zones';

export function resolveNetwork(context: Context, aws: WrittenAws): Aws['network'] {
  context.pick('aws.network.kind', aws.network?.kind, 'create', byDefault('a network of its own'));
  if (aws.network?.kind === 'existing') {
    const { privateSubnetIds, availabilityZones } = aws.network;
    checkZones(context, 'aws.network.availabilityZones', aws.region, availabilityZones);
    checkExistingRange(context, 'aws.network.cidr', aws.network.cidr);
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
  const availabilityZones = pickZones(context, 'aws.network.availabilityZones', written?.availabilityZones, [
    'aws.region',
    aws.region,
  ]);
  const natGateways = context.pick(
    'aws.network.natGateways',
    written?.natGateways,
    tier === 'recommended' ? availabilityZones.length : 1,
    derivedFrom('tier: one a zone when recommended'),
  );
  checkGateways(context, 'aws.network.natGateways', natGateways, availabilityZones);
  const cidr = context.pick('aws.network.cidr', written?.cidr, '10.0.0.0/16', byDefault('RFC 1918, 65,536 addresses'));
  checkRange(context, 'aws.network.cidr', cidr);
  const gateway = written?.interfaceEndpoints?.indexOf('s3') ?? -1;
  if (gateway !== -1) {
    context.fail(
      `aws.network.interfaceEndpoints[${gateway}]`,
      'conflict',
      's3 has a gateway in every network that we make, which costs nothing; remove it here',
    );
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
