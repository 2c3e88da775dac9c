import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { awsOf } from './aws-facts';
import { PlatformSecrets } from './platform-secrets';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { PostgresCluster } from './postgres-cluster';
import { vpcOf } from './vpc-of';

export interface DataStackProps extends PlatformStackProps {
  /**
   * The network of the database.
   * @default the existing network that the config names
   */
  readonly vpc?: IVpc;
}

/** What must outlive every release: the database and all secrets. */
export class DataStack extends PlatformStack {
  public readonly secrets: PlatformSecrets;
  /** Present when the platform's Postgres is Aurora. */
  public readonly postgres?: PostgresCluster;

  constructor(scope: Construct, id: string, { vpc, ...props }: DataStackProps) {
    super(scope, id, 'data', props);
    const { platform } = this;
    this.secrets = new PlatformSecrets(this, 'Secrets', { platform });
    if (platform.stores.postgres.provider === 'aurora') {
      const { admin, application } = awsOf(platform).databaseSecrets;
      this.postgres = new PostgresCluster(this, 'Postgres', {
        platform,
        vpc: vpcOf(this, platform, vpc),
        adminSecret: this.secrets.get(admin),
        applicationSecret: this.secrets.get(application),
      });
    }
  }
}
