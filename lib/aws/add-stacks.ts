import type { App, Stage } from 'aws-cdk-lib/core';
import { stackOrder, stackTable } from '../platform/stacks';
import type { Platform, StackName } from '../platform/types';
import { alarmsOf, standbyAlarms } from './alarms';
import { checkWatched } from './alarms/check-stacks';
import { awsOf } from './aws-facts';
import { BackupStack } from './backup-stack';
import { ClusterStack } from './cluster-stack';
import { DataStack } from './data-stack';
import { DnsStack } from './dns-stack';
import { listLeftByDestroy } from './left-by-destroy';
import { NetworkStack } from './network-stack';
import { ObservabilityStack } from './observability-stack';
import type { PlatformStack, PlatformStackProps } from './platform-stack';
import { QueueStack } from './queue-stack';
import { RecoveryStack } from './recovery-stack';
import { RegistryStack } from './registry-stack';
import { ServerlessStack } from './serverless-stack';
import { StandbyStack } from './standby-stack';

/** The stacks of one environment; those that it does not have are absent. */
export interface Stacks {
  readonly network?: NetworkStack;
  readonly registry?: RegistryStack;
  readonly data?: DataStack;
  readonly queue?: QueueStack;
  readonly cluster?: ClusterStack;
  readonly observability?: ObservabilityStack;
  readonly serverless?: ServerlessStack;
  readonly dns?: DnsStack;
  readonly recovery?: RecoveryStack;
  readonly backup?: BackupStack;
  readonly standby?: StandbyStack;
}

/**
 * Adds the environment's stacks to an app, under their own names and in order of deployment. They do not refer to each
 * other: what one needs of another it reads by name when it is deployed (ADR 9), so the other has to be there before.
 * Throws for a platform without an aws section.
 */
export function addStacks(
  scope: App | Stage,
  platform: Platform,
  options: Pick<PlatformStackProps, 'check'> = {},
): Stacks {
  const { stacks: names } = awsOf(platform);
  const make = <T extends PlatformStack>(
    name: StackName,
    StackClass: new (scope: App | Stage, id: string, props: PlatformStackProps) => T,
  ): Readonly<Partial<Record<StackName, T>>> => {
    const id = names[name];
    return id === undefined ? {} : { [name]: new StackClass(scope, id, { platform, ...options }) };
  };
  const stacks: Readonly<Partial<Record<StackName, PlatformStack>>> = {
    ...make('network', NetworkStack),
    ...make('registry', RegistryStack),
    ...make('data', DataStack),
    ...make('queue', QueueStack),
    ...make('observability', ObservabilityStack),
    ...make('cluster', ClusterStack),
    ...make('serverless', ServerlessStack),
    ...make('dns', DnsStack),
    ...make('recovery', RecoveryStack),
    ...make('backup', BackupStack),
    ...make('standby', StandbyStack),
  };
  const made = stacks as Stacks;
  for (const name of stackOrder) {
    for (const need of stackTable[name].needs) {
      const needed = stacks[need];
      if (needed !== undefined) stacks[name]?.addStackDependency(needed, 'what it made is read by name');
    }
  }
  for (const stack of Object.values(stacks)) listLeftByDestroy(stack);
  if (made.observability !== undefined) {
    const others = [made.data, made.queue, made.serverless, made.backup].filter((stack) => stack !== undefined);
    checkWatched(made.observability, alarmsOf(platform), others);
  }
  if (made.standby !== undefined) checkWatched(made.standby, standbyAlarms(platform), [made.standby]);
  return made;
}
