import { production } from '../../support/configs';
import type { Case } from './case';

export const choices: readonly Case[] = [
  {
    rule: 'stated-reasons',
    title: 'unsafe choices',
    config: production({
      protection: { level: 'none', reason: 'a rehearsal of one week' },
      aws: { staticCredentials: { reason: 'the old cluster has no pod identity' } },
    }),
    finds: [
      'aws.staticCredentials: long-lived AWS keys are used: the old cluster has no pod identity',
      'protection: stateful resources can be deleted: a rehearsal of one week',
    ],
  },
  { rule: 'stated-reasons', title: 'no unsafe choice', config: production(), finds: [] },
  {
    rule: 'stated-reasons',
    title: 'an API server on the internet',
    config: production({
      aws: {
        eks: {
          kind: 'create',
          endpoint: { access: 'public', cidrs: ['192.0.2.0/24'], reason: 'the office has no VPN yet' },
        },
      },
    }),
    finds: ['aws.eks.endpoint: the API server answers a part of the internet: the office has no VPN yet'],
  },
  {
    rule: 'stated-reasons',
    title: 'no backups',
    config: production({ backup: { kind: 'none', reason: 'somebody else backs it up' } }),
    finds: ['backup: nothing keeps a backup but Aurora itself: somebody else backs it up'],
  },
];
