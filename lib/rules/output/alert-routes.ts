import { alertNames } from '../../platform/alert-names';
import { where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

export const alertRoutes: OutputRule = {
  id: 'alert-routes',
  severity: 'error',
  protects: 'people from alerts that no route knows, or that have no page: nobody wakes, or nobody knows what to do',
  source: 'E97, E108',
  reads: ['monitoring.receivers', 'monitoring.alerts'],
  wayOut: 'name an alert, a severity and a receiver that are there',
  check: (output) => {
    const path = 'monitoring';
    return [
      ...unresolved(output, { kind: 'receiver', word: 'receiver', missing: 'whom nothing describes', path }),
      ...unresolved(output, { kind: 'severity', word: 'severity', missing: 'which no alert has', path }),
      ...unresolved(output, { kind: 'alert', word: 'alert', missing: 'which no rule makes', path }),
      ...output
        .references('runbook')
        .filter(({ name }) => !alertNames.some((alert) => alert === name))
        .map((reference) => ({
          path,
          message: `${where(reference)} leads to runbook ${reference.name}, which is no page of docs/runbooks`,
        })),
    ];
  },
};
