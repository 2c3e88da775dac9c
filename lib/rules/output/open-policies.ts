import type { Policy, Way } from '../../platform/facts';
import type { Problem } from '../types';
import { where } from './output';
import { ownWorkloads } from './own-workloads';
import type { OutputRule } from './types';

const words = {
  in: { whom: 'in from', type: 'Ingress' },
  out: { whom: 'out to', type: 'Egress' },
} as const satisfies Record<Way['direction'], object>;

export const openPolicies: OutputRule = {
  id: 'open-policies',
  severity: 'error',
  protects: 'pods from a policy that takes all others back: what one policy opens, no other closes',
  source: 'E75, E80; guide L634-668; Kubernetes documentation, "Network Policies"',
  reads: ['patches', 'extraObjects', 'cluster.networkPolicies'],
  wayOut: 'name the pods and the ports, or say under network of the service whom it lets in and where it goes',
  check: (output, platform) => {
    if (platform.cluster?.networkPolicies !== true) return [];
    const { policies, workloads } = output.facts;
    const own = ownWorkloads(output, platform);
    const open = policies.flatMap((policy) =>
      openings(
        policy,
        own(policy.covers).map(({ app }) => app),
      ),
    );
    const closed = new Set(
      policies.flatMap(({ covers, directions }) =>
        directions.flatMap((direction) => covers.map((name) => `${direction} ${name}`)),
      ),
    );
    const left = own(workloads.map(({ name }) => name)).flatMap(({ name, app, path }) =>
      (['in', 'out'] as const)
        .filter((direction) => !closed.has(`${direction} ${name}`))
        .map(
          (direction): Problem => ({
            path: policies.find(({ source }) => source !== undefined)?.source ?? path,
            message: `no network policy is for the ${words[direction].type.toLowerCase()} of pods ${app}: all of it is open; keep ${words[direction].type} among policyTypes of default-deny`,
          }),
        ),
    );
    return [...open, ...left];
  },
};

/** A list of all pods says no more than their number. */
const shown = (apps: readonly string[]): string =>
  apps.length > 4 ? `${apps.length} workloads of ours` : apps.join(', ');

function openings({ open }: Policy, apps: readonly string[]): readonly Problem[] {
  if (apps.length === 0) return [];
  return open.map((one) => ({
    path: one.source ?? 'cluster.networkPolicies',
    message: `${where(one)} lets ${shown(apps)} ${words[one.direction].whom} ${one.peer}${one.peer === 'anywhere' ? '' : ', on every port'}: no other policy closes what this one opens; name the pods and the ports, or use network of the service`,
  }));
}
