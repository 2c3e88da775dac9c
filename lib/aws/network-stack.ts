import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { awsOf } from './aws-facts';
import { Network } from './network';
import { PlatformStack, type PlatformStackProps } from './platform-stack';

/** The network that the other stacks stand in. Changes seldom; nothing in it holds data. */
export class NetworkStack extends PlatformStack {
  public readonly network: Network;

  /** Throws where the config names an existing network. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'network', props);
    const { network } = awsOf(this.platform);
    if (network.kind === 'existing') {
      throw new Error(`network of ${this.platform.environment} exists already: ${network.vpcId}`);
    }
    this.network = new Network(this, 'Network', { platform: this.platform, network });
  }

  /** What the other stacks take. */
  public get vpc(): IVpc {
    return this.network.vpc;
  }
}
