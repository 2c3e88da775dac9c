import type { OutputRule } from './types';
import { unresolved } from './unresolved';

export const alertRoutes: OutputRule = {
  id: 'alert-routes',
  severity: 'error',
  protects: 'people from alerts that no route knows, or that have no page: nobody wakes, or nobody knows what to do',
  source: 'E97, E108',
  reads: ['monitoring.receivers', 'monitoring.alerts'],
  wayOut: 'name an alert, a severity and a receiver that are there',
  check: (output, { targets }) => {
    const path = 'monitoring';
    return [
      ...unresolved(output, { kind: 'receiver', word: 'receiver', missing: 'whom nothing describes', path }),
      ...unresolved(output, { kind: 'severity', word: 'severity', missing: 'which no alert has', path }),
      ...unresolved(output, { kind: 'alert', word: 'alert', missing: 'which no rule makes', path }),
      ...unresolved(output, {
        kind: 'runbook',
        word: 'runbook',
        missing: 'which runbooks.md does not have',
        path,
        isElsewhere: () => !targets.includes('operations'),
      }),
    ];
  },
};
