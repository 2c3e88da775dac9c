import { CfnSecurityGroup, type CfnVPC, CfnVPCEndpoint, InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { pascalCase } from '../platform/pascal-case';
import type { Aws } from '../platform/types';

/**
 * Interfaces of AWS services in the private subnets, under the services' own names (private DNS): what is said to them
 * stays in the network, and NAT carries and bills less. Each has an interface in every zone, which is billed by the hour.
 */
export function interfaceEndpoints(
  scope: Construct,
  network: Extract<Aws['network'], { kind: 'create' }>,
  vpc: CfnVPC,
  subnetIds: readonly string[],
): Readonly<Record<string, CfnVPCEndpoint>> {
  if (network.interfaceEndpoints.length === 0) {
    return {};
  }
  const group = new CfnSecurityGroup(scope, 'EndpointSecurityGroup', {
    vpcId: vpc.ref,
    groupDescription: 'Interfaces of AWS services',
    securityGroupIngress: [
      { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIp: network.cidr, description: 'this network' },
    ],
    // An interface answers and never calls; without a rule of ours the group would let everything out.
    securityGroupEgress: [
      { ipProtocol: 'icmp', fromPort: 252, toPort: 86, cidrIp: '255.255.255.255/32', description: 'nothing' },
    ],
  });
  return Object.fromEntries(
    network.interfaceEndpoints.map((service) => [
      service,
      new CfnVPCEndpoint(scope, `${pascalCase(service)}Endpoint`, {
        vpcId: vpc.ref,
        vpcEndpointType: 'Interface',
        serviceName: new InterfaceVpcEndpointAwsService(service).name,
        subnetIds: [...subnetIds],
        securityGroupIds: [group.attrGroupId],
        privateDnsEnabled: true,
      }),
    ]),
  );
}
