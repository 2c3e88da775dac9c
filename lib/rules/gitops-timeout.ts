import type { Rule } from './types';

/** Flux calls a stage failed after its time-out, whatever the migration in it still does. */
export const gitopsTimeout: Rule = {
  id: 'gitops-timeout',
  severity: 'warning',
  protects: 'releases from being called failed while their migration is still at work',
  source: 'E92, E96; Flux documentation, Kustomization, spec.timeout',
  reads: ['gitops', 'migration.deadline', 'migration.enabled'],
  wayOut: 'let gitops.timeout be longer than migration.deadline, or leave it out',
  check: ({ gitops, migration }) =>
    gitops.tool !== 'flux' || migration === undefined || gitops.timeoutSeconds > migration.deadlineSeconds
      ? []
      : [
          {
            path: 'gitops.timeout',
            message: `must be longer than the migration may take, which is migration.deadline (${migration.deadlineSeconds}s), got ${gitops.timeoutSeconds}s`,
            value: `${gitops.timeoutSeconds}s`,
            limit: `${migration.deadlineSeconds}s`,
          },
        ],
};
