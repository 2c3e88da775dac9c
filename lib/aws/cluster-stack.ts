import type { Construct } from 'constructs';
import { awsOf } from './aws-facts';
import { EksCluster } from './eks-cluster';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { PodIdentities } from './pod-identities';

/** Where the services run, and what their pods may do in AWS. Of a cluster that is there only the latter. */
export class ClusterStack extends PlatformStack {
  /** Present when the cluster is made here. */
  public readonly cluster?: EksCluster;
  public readonly podIdentities: PodIdentities;

  /** Throws where the platform has no EKS cluster. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'cluster', props);
    const { platform } = this;
    const { eks } = awsOf(platform);
    const { cluster } = platform;
    if (eks === undefined || cluster === undefined) {
      throw new Error(`environment ${platform.environment} has no cluster of provider eks`);
    }
    this.podIdentities = new PodIdentities(this, 'PodIdentities', { eks });
    if (eks.kind === 'create') {
      this.cluster = new EksCluster(this, 'Cluster', { platform, cluster, eks });
      for (const association of this.podIdentities.associations) {
        association.addResourceDependency(this.cluster.resource);
      }
    }
  }
}
