import {
  CfnEIP,
  CfnFlowLog,
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPCEndpoint,
  CfnVPCGatewayAttachment,
  type IVpc,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Stack, Tags, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Aws, ParameterFact } from '../platform/types';
import { awsOf, pinLogicalId } from './aws-facts';
import { interfaceEndpoints } from './interface-endpoints';
import { logGroup } from './log-group';
import { logicalIds } from './logical-ids';
import { type SubnetKind, subnetKinds } from './network-reference';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';
import { publishParameters } from './publish-parameters';
import { sixteenth } from './subnet-cidr';

type CreatedNetwork = Extract<Aws['network'], { kind: 'create' }>;

/** First sixteenth of each kind of subnet; four zones fit in each, and the last quarter of the VPC stays free. */
const firstPart: Readonly<Record<SubnetKind, number>> = { Private: 0, Public: 4, Isolated: 8 };

/** By these tags the AWS load balancer controller finds its subnets. */
const loadBalancerTag: Readonly<Partial<Record<SubnetKind, string>>> = {
  Private: 'kubernetes.io/role/internal-elb',
  Public: 'kubernetes.io/role/elb',
};

export interface NetworkProps extends PlatformConstructProps {
  readonly network: CreatedNetwork;
}

/**
 * A VPC with a private (out through NAT), a public and an isolated subnet in each zone; flow logs; S3 and the services
 * that the config names without NAT. Its ids are published as SSM parameters: no stack exports them (ADR 9).
 * Single resources instead of the `Vpc` class: its zones are looked up in the account unless they are in context,
 * its default security group rule is a Lambda function, and it takes one and a half times as long to render.
 */
export class Network extends PlatformConstruct {
  /** For constructs that take a VPC. */
  public readonly vpc: IVpc;
  public readonly resource: CfnVPC;
  public readonly subnets: Readonly<Record<SubnetKind, readonly CfnSubnet[]>>;
  public readonly natGateways: readonly CfnNatGateway[];
  public readonly flowLogGroup: LogGroup;
  /** By service: `sqs`, `ecr.api`. */
  public readonly interfaceEndpoints: Readonly<Record<string, CfnVPCEndpoint>>;
  public readonly parameters: Readonly<Partial<Record<ParameterFact, CfnParameter>>>;

  private readonly network: CreatedNetwork;
  private readonly name: string;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id, props, { paths: ['aws.network'] });
    this.network = props.network;
    this.name = `memorai-${props.platform.environment}`;
    if (this.network.availabilityZones.length > 4) {
      throw new Error(`a network has at most 4 availability zones, got ${this.network.availabilityZones.length}`);
    }

    this.resource = new CfnVPC(this, 'Vpc', {
      cidrBlock: this.network.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    pinLogicalId(this.resource, logicalIds.vpc);
    Tags.of(this.resource).add('Name', this.name);

    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'zones are named: asking for them would need an account, and they must never change under a subnet',
    });
    this.subnets = {
      Private: this.addSubnets('Private'),
      Public: this.addSubnets('Public'),
      Isolated: this.addSubnets('Isolated'),
    };
    this.natGateways = this.addWayOut();
    const routeTables = this.addRouteTables();
    this.flowLogGroup = this.addFlowLog();

    const ids = (kind: SubnetKind) => this.subnets[kind].map((subnet) => subnet.ref);
    const tables = (kind: SubnetKind) => routeTables[kind].map((table) => table.ref);
    this.vpc = Vpc.fromVpcAttributes(this, 'Attributes', {
      vpcId: this.resource.ref,
      vpcCidrBlock: this.network.cidr,
      availabilityZones: [...this.network.availabilityZones],
      privateSubnetIds: ids('Private'),
      privateSubnetRouteTableIds: tables('Private'),
      publicSubnetIds: ids('Public'),
      publicSubnetRouteTableIds: tables('Public'),
      isolatedSubnetIds: ids('Isolated'),
      isolatedSubnetRouteTableIds: tables('Isolated'),
    });
    this.interfaceEndpoints = interfaceEndpoints(this, this.network, this.resource, ids('Private'));
    this.parameters = publishParameters(this, awsOf(this.platform), {
      networkVpcId: this.resource.ref,
      networkSubnetIds: subnetKinds.flatMap(ids),
      networkPrivateSubnetIds: ids('Private'),
      networkIsolatedSubnetIds: ids('Isolated'),
      networkPublicSubnetIds: ids('Public'),
    });
  }

  private addSubnets(kind: SubnetKind): CfnSubnet[] {
    return this.network.availabilityZones.map((availabilityZone, index) => {
      const subnet = new CfnSubnet(this, `${kind}Subnet${index + 1}`, {
        vpcId: this.resource.ref,
        availabilityZone,
        cidrBlock: sixteenth(this.network.cidr, firstPart[kind] + index),
        mapPublicIpOnLaunch: false,
      });
      pinLogicalId(subnet, `${logicalIds.vpc}${kind}Subnet${index + 1}`);
      Tags.of(subnet).add('Name', `${this.name}-${kind.toLowerCase()}-${availabilityZone}`);
      const tag = loadBalancerTag[kind];
      if (tag !== undefined && this.platform.deployment === 'kubernetes') {
        Tags.of(subnet).add(tag, '1');
      }
      return subnet;
    });
  }

  private addWayOut(): CfnNatGateway[] {
    const count = Math.min(this.network.natGateways, this.network.availabilityZones.length);
    return this.subnets.Public.slice(0, count).map((subnet, index) => {
      const address = new CfnEIP(this, `NatAddress${index + 1}`, { domain: 'vpc' });
      return new CfnNatGateway(this, `NatGateway${index + 1}`, {
        subnetId: subnet.ref,
        allocationId: address.attrAllocationId,
      });
    });
  }

  private addRouteTables(): Readonly<Record<SubnetKind, readonly CfnRouteTable[]>> {
    const internet = new CfnInternetGateway(this, 'InternetGateway');
    const attachment = new CfnVPCGatewayAttachment(this, 'InternetGatewayAttachment', {
      vpcId: this.resource.ref,
      internetGatewayId: internet.ref,
    });
    const tables = (kind: SubnetKind) =>
      this.subnets[kind].map((subnet, index) => {
        const table = new CfnRouteTable(this, `${kind}RouteTable${index + 1}`, { vpcId: this.resource.ref });
        new CfnSubnetRouteTableAssociation(this, `${kind}RouteTableAssociation${index + 1}`, {
          routeTableId: table.ref,
          subnetId: subnet.ref,
        });
        return table;
      });
    const routeTables = { Private: tables('Private'), Public: tables('Public'), Isolated: tables('Isolated') };

    const toAnywhere = { destinationCidrBlock: '0.0.0.0/0' };
    for (const [index, table] of routeTables.Public.entries()) {
      new CfnRoute(this, `PublicRoute${index + 1}`, {
        ...toAnywhere,
        routeTableId: table.ref,
        gatewayId: internet.ref,
      }).addResourceDependency(attachment);
    }
    for (const [index, table] of routeTables.Private.entries()) {
      const gateway = this.natGateways[index % Math.max(1, this.natGateways.length)];
      if (gateway !== undefined) {
        new CfnRoute(this, `PrivateRoute${index + 1}`, {
          ...toAnywhere,
          routeTableId: table.ref,
          natGatewayId: gateway.ref,
        });
      }
    }
    for (const gateway of this.natGateways) {
      gateway.addResourceDependency(attachment);
    }
    new CfnVPCEndpoint(this, 'S3Endpoint', {
      vpcId: this.resource.ref,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${Stack.of(this).region}.s3`,
      routeTableIds: [...routeTables.Private, ...routeTables.Isolated].map((table) => table.ref),
    });
    return routeTables;
  }

  private addFlowLog(): LogGroup {
    const group = logGroup(this, 'FlowLogGroup', this.platform, `/memorai/${this.platform.environment}/vpc-flow`);
    const role = new Role(this, 'FlowLogRole', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com'),
      inlinePolicies: {
        WriteFlowLog: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
              resources: [group.logGroupArn],
            }),
          ],
        }),
      },
    });
    new CfnFlowLog(this, 'FlowLog', {
      resourceId: this.resource.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: group.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
    });
    return group;
  }
}
