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
];
