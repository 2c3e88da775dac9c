import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnNodegroup } from 'aws-cdk-lib/aws-eks';
import { Construct } from 'constructs';
import { amiTypeOf } from '../platform/machine-types';
import type { NodePool } from '../platform/types';
import { logicalIds } from './logical-ids';

export interface NodeGroupProps {
  readonly clusterName: string;
  /** Of Kubernetes, `1.36`: nodes follow the control plane. */
  readonly version: string;
  readonly pool: NodePool;
  readonly roleArn: string;
  readonly subnetIds: readonly string[];
  readonly diskGiB: number;
  /** Of machines and their volumes: a node group does not hand its own down. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * One node pool as a managed node group. Machine type and disk are in the launch template, whose change rolls the nodes
 * one by one; as properties of the group it would replace them all. The group has no name of ours, so that what does
 * replace it (the processor, the subnets) makes the new one first.
 */
export class NodeGroup extends Construct {
  public readonly launchTemplate: CfnLaunchTemplate;
  public readonly resource: CfnNodegroup;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { clusterName, pool } = props;
    const tags = Object.entries({ ...props.tags, Name: `${clusterName}-${pool.name}` })
      .map(([key, value]) => ({ key, value }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    this.launchTemplate = new CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: {
        instanceType: pool.instanceType,
        // One hop: a pod cannot take the node's own rights from its metadata.
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [
          {
            deviceName: '/dev/xvda',
            ebs: { volumeType: 'gp3', volumeSize: props.diskGiB, encrypted: true, deleteOnTermination: true },
          },
        ],
        tagSpecifications: ['instance', 'volume'].map((resourceType) => ({ resourceType, tags })),
      },
    });
    const { key, value } = pool.label;
    this.resource = new CfnNodegroup(this, 'Group', {
      clusterName,
      version: props.version,
      nodeRole: props.roleArn,
      subnets: [...props.subnetIds],
      amiType: amiTypeOf(pool.instanceType),
      capacityType: 'ON_DEMAND',
      launchTemplate: {
        id: this.launchTemplate.ref,
        version: this.launchTemplate.attrLatestVersionNumber,
      },
      // A change of these puts the count back to the minimum; the autoscaler raises it again.
      scalingConfig: {
        minSize: pool.minNodes,
        maxSize: pool.autoScaling ? pool.maxNodes : Math.max(1, pool.minNodes),
        desiredSize: pool.minNodes,
      },
      updateConfig: { maxUnavailable: 1 },
      labels: { [key]: value },
      ...(pool.tainted ? { taints: [{ key, value, effect: 'NO_SCHEDULE' }] } : {}),
    });
    this.resource.overrideLogicalId(logicalIds.nodeGroup(pool.name));
  }
}
