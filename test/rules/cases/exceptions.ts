import { production } from '../../support/configs';
import type { Case } from './case';

const reason = 'moves to the Gateway API with release 4';

export const exceptions: readonly Case[] = [
  {
    rule: 'exception-expired',
    title: 'an exception that ended yesterday',
    today: '2026-11-28',
    config: production({ exceptions: [{ rule: 'ingress-controller', reason, until: '2026-11-27' }] }),
    finds: [
      'exceptions[0].until: ended on 2026-11-27, and today is 2026-11-28: what ingress-controller finds at ingress.controller counts again; mend it, or set a later day',
    ],
  },
  {
    rule: 'exception-expired',
    title: 'an exception on its last day',
    today: '2026-11-28',
    config: production({ exceptions: [{ rule: 'ingress-controller', reason, until: '2026-11-28' }] }),
    finds: [],
  },
  {
    rule: 'exception-unused',
    title: 'an exception to a rule that finds nothing',
    config: production({ exceptions: [{ rule: 'connections', reason }] }),
    finds: ['exceptions[0]: accepts nothing: rule connections finds no fault; take it out'],
  },
  {
    rule: 'exception-unused',
    title: 'an exception at another place than the fault',
    config: production({ exceptions: [{ rule: 'unreachable-service', path: 'services.worker', reason }] }),
    finds: ['exceptions[0]: accepts nothing: rule unreachable-service finds no fault at services.worker; take it out'],
  },
  {
    rule: 'exception-unused',
    title: 'an exception that is needed',
    config: production({ exceptions: [{ rule: 'ingress-controller', reason }] }),
    finds: [],
  },
];
