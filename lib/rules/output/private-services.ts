import type { Problem } from '../types';
import { where } from './output';
import { ownWorkloads } from './own-workloads';
import type { OutputRule } from './types';

export const privateServices: OutputRule = {
  id: 'private-services',
  severity: 'error',
  protects: 'services and stores from being reached past the way in: without its TLS, its limits and its hidden paths',
  source: 'E79, E81; guide L496-512; Kubernetes documentation, "Service", type',
  reads: ['patches', 'extraObjects', 'services.*.expose'],
  wayOut: 'leave the Service at ClusterIP, and say expose at the service: the way in then leads to it',
  check: (output, platform) => {
    const own = ownWorkloads(output, platform);
    return output.facts.entries.flatMap((entry): Problem[] => {
      const apps = own(entry.covers);
      const [first] = apps;
      if (entry.published === undefined || first === undefined) return [];
      return [
        {
          path: entry.source ?? first.path,
          message: `${where(entry)} publishes ${apps.map(({ app }) => app).join(', ')} by ${entry.published}, past the way in, its TLS, its limits and its hidden paths; leave it at ClusterIP, and use expose of the service`,
        },
      ];
    });
  },
};
