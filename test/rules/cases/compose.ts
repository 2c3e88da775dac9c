import { compose } from '../../support/configs';
import type { Case } from './case';

export const composeCases: readonly Case[] = [
  {
    rule: 'compose-host',
    title: 'a machine that is smaller than its containers by one MiB',
    config: compose({ compose: { host: { cpu: 8, memory: '25109Mi' }, proxy: { kind: 'caddy' }, backups: {} } }),
    finds: [
      'compose.host.memory: all containers at their limits need api 2048Mi + dashboard 512Mi + mcp 512Mi + worker 2048Mi + postgres 8192Mi + redis 5462Mi + qdrant 4096Mi + elasticmq 256Mi + caddy 256Mi + backup 512Mi + alertmanager 64Mi + collector 128Mi + grafana 256Mi + jaeger 192Mi + nodeExporter 64Mi + prometheus 384Mi + postgres-exporter 64Mi + redis-exporter 64Mi = 25110Mi, the machine has 25109Mi; give stores.<name>.resources.memory or services.<name>.resources.limits.memory less, or take a larger machine',
    ],
  },
  {
    rule: 'compose-host',
    title: 'a machine that is exactly as large as its containers',
    config: compose({ compose: { host: { cpu: 8, memory: '24342Mi' } } }),
    finds: [],
  },
  {
    rule: 'compose-host',
    title: 'a machine that has room for all but what watches them',
    config: compose({ compose: { host: { cpu: 8, memory: '23126Mi' }, monitoring: { enabled: false } } }),
    finds: [],
  },
  {
    rule: 'restore-test-retention',
    title: 'a test on the first and the fifteenth, and backups of two weeks',
    config: compose({ compose: { backups: { retentionDays: 14, restoreTest: { schedule: '0 4 1,15 * *' } } } }),
    finds: [
      'compose.backups.restoreTest.schedule: tests are up to 17d apart ("0 4 1,15 * *"), backups stay for 14d: when one fails, the last backup that passed is gone; test more often, or raise compose.backups.retentionDays',
    ],
  },
  {
    rule: 'restore-test-retention',
    title: 'a test on the first and the fifteenth, and backups of 17 days',
    config: compose({ compose: { backups: { retentionDays: 17, restoreTest: { schedule: '0 4 1,15 * *' } } } }),
    finds: [],
  },
  {
    rule: 'restore-test-retention',
    title: 'a weekly test of few weekly backups, of which three stay however old',
    config: compose({
      compose: { backups: { schedule: '0 2 * * 6', retentionDays: 1, restoreTest: { schedule: '0 4 * * 0' } } },
    }),
    finds: [],
  },
  {
    rule: 'restore-test-retention',
    title: 'a weekly test of daily backups, of which six stay',
    config: compose({ compose: { backups: { retentionDays: 6, keep: 6, restoreTest: { schedule: '0 4 * * 0' } } } }),
    finds: [
      'compose.backups.restoreTest.schedule: tests are up to 7d apart ("0 4 * * 0"), backups stay for 6d: when one fails, the last backup that passed is gone; test more often, or raise compose.backups.retentionDays',
    ],
  },
];
