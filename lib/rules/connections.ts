import type { Rule } from './types';

/** All pools at their maximum fit what the database admits (E32). */
export const connections: Rule = {
  id: 'connections',
  severity: 'error',
  protects: 'the database from refusing connections when every service is at its maximum',
  source: 'E32; guide L225, L295, L526',
  reads: [
    'stores.postgres.maxConnections',
    'services.*.replicas.max',
    'services.*.rollout.maxSurge',
    'services.*.poolSize',
    'services.*.lambda.concurrency',
    'services.*.uses',
    'aws.proxy',
  ],
  wayOut:
    'lower replicas.max (of functions lambda.concurrency) or poolSize, or raise stores.postgres.maxConnections with the memory that it needs',
  check: ({ connections: budget, services }) => {
    if (budget.total <= budget.usable) return [];
    const reserve = Object.values(budget.reserve).reduce((sum, part) => sum + part, 0);
    const terms = budget.consumers.map((row) => {
      const replicas = row.surge === 0 ? `${row.maxReplicas}` : `(${row.maxReplicas} + ${row.surge})`;
      return `${row.service} ${replicas} × ${row.poolSize}`;
    });
    const largest = budget.consumers.reduce((a, b) =>
      (b.maxReplicas + b.surge) * b.poolSize > (a.maxReplicas + a.surge) * a.poolSize ? b : a,
    );
    const count = services[largest.service]?.lambda === undefined ? 'replicas.max' : 'lambda.concurrency';
    return [
      {
        path: `services.${largest.service}.${count}`,
        message:
          `the pools of all services at their maximum exceed the database: ${terms.join(' + ')} + ${reserve} reserve = ` +
          `${budget.total} > ${budget.usable} (${budget.maxConnections} connections - ${budget.superuserReserved} for superusers); ` +
          `lower ${count} or poolSize, or raise stores.postgres.maxConnections`,
        value: `${budget.total}`,
        limit: `${budget.usable}`,
      },
    ];
  },
};
