import type { Rule } from './types';

/** What a choice means, where it is not a mere switch. */
const words: Readonly<Record<string, string>> = {
  protection: 'stateful resources can be deleted',
  'aws.eks.endpoint': 'the API server answers a part of the internet',
  'aws.staticCredentials': 'long-lived AWS keys are used',
  backup: 'nothing keeps a backup but Aurora itself',
  'compose.backups.restoreTest': 'nobody looks whether a backup can be restored',
  'cluster.podSecurity': 'pods may do more than the standard `restricted` allows',
};

const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Unsafe choices are allowed with a reason, and never go unseen. */
export const statedReasons: Rule = {
  id: 'stated-reasons',
  severity: 'warning',
  protects: 'unsafe choices from being forgotten',
  source: 'E29, E42, E115',
  reads: [
    'aws.eks.endpoint.reason',
    'aws.staticCredentials.reason',
    'backup.reason',
    'cluster.networkPolicies.reason',
    'cluster.podSecurity.reason',
    'compose.backups.restoreTest.reason',
    'monitoring.alerts.*.reason',
    'monitoring.exporters.*.reason',
    'protection.reason',
    'services.*.disruptionBudget.reason',
    'services.*.metrics.reason',
    'services.*.probes.*.reason',
    'services.*.security.readOnlyRootFilesystem.reason',
  ],
  wayOut: 'take the choice back when its reason is gone',
  check: ({ optOuts }) =>
    optOuts.map(({ path, reason }) => ({
      path,
      message: `${words[path] ?? `${last(path)} is switched off`}: ${reason}`,
    })),
};
