import type { Construct } from 'constructs';
import { recoveryOf } from './backup-facts';
import { Network } from './network';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { PostgresStandby } from './postgres-standby';

/** In the second region: a network, and the database that follows the first one. Deployed after `data`. */
export class StandbyStack extends PlatformStack {
  public readonly network: Network;
  public readonly postgres: PostgresStandby;

  /** Throws where the second region has no database. */
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    const recovery = recoveryOf(props.platform);
    super(scope, id, 'standby', props, recovery.region);
    if (recovery.kind !== 'globalCluster') {
      throw new Error(`aws.recovery of ${this.platform.environment} is ${recovery.kind}, which has no standby`);
    }
    const { platform } = this;
    this.network = new Network(this, 'Network', { platform, network: recovery.network });
    this.postgres = new PostgresStandby(this, 'Postgres', { platform, vpc: this.network.vpc, recovery });
  }
}
