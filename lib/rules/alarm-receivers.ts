import type { Rule } from './types';

/** Alarms that nobody hears. */
export const alarmReceivers: Rule = {
  id: 'alarm-receivers',
  severity: 'warning',
  protects: 'people from a night in which every alarm rings and nobody is told',
  source: 'guide L1298',
  reads: ['alarms.enabled', 'alarms.email', 'alarms.https', 'protection.level'],
  wayOut: 'name alarms.email or alarms.https, or switch the alarms off where others watch',
  check: ({ alarms, protection }) =>
    alarms?.enabled === true && protection.level === 'full' && alarms.email.length + alarms.https.length === 0
      ? [
          {
            path: 'alarms',
            message:
              'nobody is told when one rings; name alarms.email or alarms.https, or set alarms.enabled: false where others watch',
          },
        ]
      : [],
};
