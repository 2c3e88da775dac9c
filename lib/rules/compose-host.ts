import { ownExporters } from '../platform/exporters';
import { helpers } from '../platform/helpers';
import type { MonitoringProgram, Platform } from '../platform/types';
import { storeWorkloads } from '../platform/uses';
import type { Rule } from './types';

/** What all containers may take fits the one machine that they share. */
export const composeHost: Rule = {
  id: 'compose-host',
  severity: 'error',
  protects: 'the database from being killed when every container uses what it may',
  source: 'E14; guide L46, L167-185',
  reads: [
    'compose.host.memory',
    'compose.proxy',
    'compose.backups',
    'queue.provider',
    'services.*.replicas.max',
    'services.*.resources.limits.memory',
    'stores.*.resources.memory',
  ],
  wayOut: 'give the containers less memory, or take a larger machine',
  check: (platform) => {
    const host = platform.compose?.host;
    if (host === undefined) return [];
    const rows = limits(platform);
    const total = rows.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
    if (total <= host.memoryMiB) return [];
    const terms = rows.map(({ name, memoryMiB }) => `${name} ${memoryMiB}Mi`).join(' + ');
    return [
      {
        path: 'compose.host.memory',
        message: `all containers at their limits need ${terms} = ${total}Mi, the machine has ${host.memoryMiB}Mi; give stores.<name>.resources.memory or services.<name>.resources.limits.memory less, or take a larger machine`,
        value: `${total}Mi`,
        limit: `${host.memoryMiB}Mi`,
      },
    ];
  },
};

/**
 * Memory limits of all that runs all the time, the profile `monitoring` with it; what runs once at the start ends before
 * the services are there.
 */
function limits(platform: Platform): { name: string; memoryMiB: number }[] {
  const { services, stores, queue, compose } = platform;
  return [
    ...Object.values(services).map(({ name, replicas, resources }) => ({
      name,
      memoryMiB: replicas.max * resources.limits.memoryMiB,
    })),
    ...storeWorkloads(stores).map(({ name, resources }) => ({ name, memoryMiB: resources.limits.memoryMiB })),
    ...(queue.provider === 'elasticmq' ? [{ name: 'elasticmq', memoryMiB: helpers.elasticmq.memoryMiB }] : []),
    ...(compose?.proxy === undefined ? [] : [{ name: 'caddy', memoryMiB: helpers.caddy.memoryMiB }]),
    ...(compose?.backups === undefined ? [] : [{ name: 'backup', memoryMiB: helpers.backup.memoryMiB }]),
    ...(compose?.monitoring === undefined
      ? []
      : Object.keys(compose.monitoring.images).map((name) => ({
          name,
          memoryMiB: helpers[name as MonitoringProgram].memoryMiB,
        }))),
    ...ownExporters(platform).map(({ name, resources }) => ({ name, memoryMiB: resources.limits.memoryMiB })),
  ];
}
