import type { Rule } from './types';

/** Unsafe choices are allowed with a reason, and never go unseen. */
export const statedReasons: Rule = {
  id: 'stated-reasons',
  severity: 'warning',
  protects: 'unsafe choices from being forgotten',
  source: 'E29, E42',
  check: ({ protection, aws }) => [
    ...(protection.level === 'none'
      ? [{ path: 'protection', message: `stateful resources can be deleted: ${protection.reason}` }]
      : []),
    ...(aws?.staticCredentials === undefined
      ? []
      : [{ path: 'aws.staticCredentials', message: `long-lived AWS keys are used: ${aws.staticCredentials.reason}` }]),
  ],
};
