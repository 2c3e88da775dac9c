import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { awsOf } from './aws-facts';
import { PlatformSecrets } from './platform-secrets';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { PostgresCluster } from './postgres-cluster';
import { RedisCluster } from './redis-cluster';
import { vpcOf } from './vpc-of';

export interface DataStackProps extends PlatformStackProps {
  /**
   * The network of the database and of the cache.
   * @default the platform's own, by the ids that its stack publishes, or the existing one that the config names
   */
  readonly vpc?: IVpc;
}

/** What must outlive every release: the database, the cache and all secrets. */
export class DataStack extends PlatformStack {
  public readonly secrets: PlatformSecrets;
  /** Present when the platform's Postgres is Aurora. */
  public readonly postgres?: PostgresCluster;
  /** Present when the platform's Redis is ElastiCache. */
  public readonly redis?: RedisCluster;

  constructor(scope: Construct, id: string, { vpc, ...props }: DataStackProps) {
    super(scope, id, 'data', props);
    const { platform } = this;
    const { postgres, redis } = platform.stores;
    this.secrets = new PlatformSecrets(this, 'Secrets', { platform });
    if (postgres.provider !== 'aurora' && redis.provider !== 'elasticache') return;
    const network = vpcOf(this, platform, vpc);
    if (postgres.provider === 'aurora') {
      const { admin, application } = awsOf(platform).databaseSecrets;
      this.postgres = new PostgresCluster(this, 'Postgres', {
        platform,
        vpc: network,
        adminSecret: this.secrets.get(admin),
        applicationSecret: this.secrets.get(application),
      });
    }
    if (redis.provider === 'elasticache') {
      const secret = this.secrets.get(awsOf(platform).cacheSecret);
      this.redis = new RedisCluster(this, 'Redis', { platform, vpc: network, secret });
    }
  }
}
