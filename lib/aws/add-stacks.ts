import type { App, Stage } from 'aws-cdk-lib/core';
import type { Platform } from '../platform/types';
import { alarmsOf } from './alarms';
import { checkWatched } from './alarms/check-stacks';
import { awsOf } from './aws-facts';
import { BackupStack } from './backup-stack';
import { DataStack } from './data-stack';
import { NetworkStack } from './network-stack';
import { ObservabilityStack } from './observability-stack';
import { QueueStack } from './queue-stack';
import { RecoveryStack } from './recovery-stack';
import { ServerlessStack } from './serverless-stack';
import { StandbyStack } from './standby-stack';

/** The stacks of one environment; those that it does not have are absent. */
export interface Stacks {
  readonly network?: NetworkStack;
  readonly data?: DataStack;
  readonly queue?: QueueStack;
  readonly observability?: ObservabilityStack;
  readonly serverless?: ServerlessStack;
  readonly recovery?: RecoveryStack;
  readonly backup?: BackupStack;
  readonly standby?: StandbyStack;
}

/**
 * Adds the environment's stacks to an app, under their own names and in order of deployment: what others find by
 * name (ADR 4) has to be there before they look. Throws for a platform without an aws section.
 */
export function addStacks(scope: App | Stage, platform: Platform): Stacks {
  const names = awsOf(platform).stacks;
  const network = names.network === undefined ? undefined : new NetworkStack(scope, names.network, { platform });
  const inNetwork = network === undefined ? { platform } : { platform, vpc: network.vpc };
  const data = names.data === undefined ? undefined : new DataStack(scope, names.data, inNetwork);
  const queue = names.queue === undefined ? undefined : new QueueStack(scope, names.queue, { platform });
  const observability =
    names.observability === undefined ? undefined : new ObservabilityStack(scope, names.observability, { platform });
  const serverless =
    names.serverless === undefined ? undefined : new ServerlessStack(scope, names.serverless, inNetwork);

  const recovery = names.recovery === undefined ? undefined : new RecoveryStack(scope, names.recovery, { platform });
  const backup = names.backup === undefined ? undefined : new BackupStack(scope, names.backup, { platform });
  const standby = names.standby === undefined ? undefined : new StandbyStack(scope, names.standby, { platform });

  if (recovery !== undefined) backup?.addStackDependency(recovery, 'copies into its bucket and vault');
  if (data !== undefined) standby?.addStackDependency(data, 'follows its database');
  if (network !== undefined) {
    data?.addStackDependency(network, 'stands in its subnets');
    serverless?.addStackDependency(network, 'stands in its subnets');
  }
  for (const stack of [data, queue]) {
    if (stack !== undefined) {
      serverless?.addStackDependency(stack, 'finds its secrets, parameters and queues by name');
    }
  }
  if (observability !== undefined) {
    serverless?.addStackDependency(observability, 'tells its topic when a deployment is rolled back');
    const others = [data, queue, serverless].filter((stack) => stack !== undefined);
    checkWatched(observability, alarmsOf(platform), others);
  }
  return {
    ...(network === undefined ? {} : { network }),
    ...(data === undefined ? {} : { data }),
    ...(queue === undefined ? {} : { queue }),
    ...(observability === undefined ? {} : { observability }),
    ...(serverless === undefined ? {} : { serverless }),
    ...(recovery === undefined ? {} : { recovery }),
    ...(backup === undefined ? {} : { backup }),
    ...(standby === undefined ? {} : { standby }),
  };
}
