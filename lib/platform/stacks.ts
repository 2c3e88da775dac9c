import type { StackName } from './types';

export interface StackRow {
  /** What is in it, in a few words: part of the stack's description. */
  readonly holds: string;
  /** What has to be deployed before it, where the environment has it: what is read there by name (ADR 9). */
  readonly needs: readonly StackName[];
}

/**
 * The stacks of an environment on AWS by life cycle, in order of deployment. Each is named `memorai-<environment>-<name>`,
 * and an environment has those with something in them.
 */
export const stackTable: Readonly<Record<StackName, StackRow>> = {
  network: { holds: 'VPC, subnets, NAT, endpoints, flow log', needs: [] },
  registry: { holds: "repositories of the services' images", needs: [] },
  data: { holds: 'database and secrets', needs: ['network'] },
  queue: { holds: 'work queue and its dead-letter queue', needs: [] },
  observability: { holds: 'alarms, their topic, dashboard', needs: [] },
  cluster: { holds: 'Kubernetes control plane, nodes, add-ons, roles of pods', needs: ['network', 'queue'] },
  serverless: { holds: 'functions and their API', needs: ['network', 'data', 'queue', 'observability'] },
  recovery: { holds: 'copies of the backups, in the second region', needs: [] },
  backup: { holds: 'backups: bucket, vault, plan', needs: ['recovery'] },
  standby: { holds: 'a database that follows, and alarms on it, in the second region', needs: ['data'] },
  // Its alarms tell the topic of either, where that is in its region.
  dns: {
    holds: 'health checks, alarms on them, failover records',
    needs: ['serverless', 'observability', 'standby'],
  },
};

/** In order of deployment. */
export const stackOrder = Object.keys(stackTable) as readonly StackName[];
