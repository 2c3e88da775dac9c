import { firstWritten } from '../platform/first-written';
import type { Platform } from '../platform/types';
import type { Rule } from './types';

/** What is missing at each end of the queue where the other end is there. */
const ends = [
  {
    role: 'produce',
    missing: 'consume',
    says: (names: string) =>
      `the jobs of ${names} go into the queue, and no service takes them out: they are lost when queue.retention is over`,
  },
  {
    role: 'consume',
    missing: 'produce',
    says: (names: string) => `no service puts jobs into the queue from which ${names} would take them`,
  },
] as const;

/** Whoever is at the other end in another environment, or is of another team, stands in no config of this one. */
export const queueEdges: Rule = {
  id: 'queue-edges',
  severity: 'warning',
  protects: 'jobs from lying in the queue until it deletes them, and workers from waiting for jobs that nobody makes',
  source: 'E20; guide L43, L134',
  reads: ['services.*.uses', 'services.*.enabled', 'queue.provider'],
  wayOut: 'name queue.produce or queue.consume under uses of a service, or take the end that is there out',
  check: (platform) =>
    ends.flatMap(({ role, missing, says }) => {
      const [first, ...others] = usersOf(platform, role);
      if (first === undefined || usersOf(platform, missing).length > 0) return [];
      const uses = (service: string) => `services.${service}.uses`;
      return [
        {
          path: firstWritten(
            platform,
            uses(first),
            ...others.map(uses),
            // Whoever left out the other end of the guide.
            ...(missing === 'consume' ? ['services.worker.enabled'] : ['services.api.uses', 'services.api.enabled']),
          ),
          message: `${says([first, ...others].join(', '))}; name queue.${missing} under uses of a service, or take queue.${role} out`,
        },
      ];
    }),
};

/** Without a queue there are no edges to it: rule `queue-absent` says so. */
const usersOf = ({ services }: Platform, role: 'produce' | 'consume'): readonly string[] =>
  Object.values(services).flatMap(({ name, uses }) =>
    uses.some((edge) => edge.kind === 'queue' && edge.role === role) ? [name] : [],
  );
