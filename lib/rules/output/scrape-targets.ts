import type { Platform } from '../../platform/types';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';
import { isUsualMonitor } from './usual-monitors';

/** Whether it is the Prometheus that the config gives to Grafana. */
function isNamedSource({ dashboards }: Platform, name: string, part: string | undefined): boolean {
  if (dashboards === undefined) return false;
  const { hostname, port } = new URL(dashboards.prometheusUrl);
  return hostname === name && port === (part ?? '');
}

export const scrapeTargets: OutputRule = {
  id: 'scrape-targets',
  severity: 'error',
  protects: 'alerts from a target under a name or a port that nothing has, which is down from the first day',
  source: 'E106, E107',
  reads: ['monitoring', 'services.*.port', 'patches', 'extraObjects'],
  wayOut: 'scrape the pods by their label and port, or an address that is there',
  check: (output, platform) => {
    // What somebody else runs is where the config says.
    const named = [
      ...Object.values(platform.stores).flatMap((store) =>
        store.provider === 'external' ? [`${store.host}:${store.port}`] : [],
      ),
      ...Object.values(platform.exporters).flatMap((one) => (one.kind === 'elsewhere' ? [one.address] : [])),
    ];
    return [
      ...unresolved(output, {
        kind: 'pods',
        word: 'pods',
        part: 'port',
        missing: 'which no workload makes',
        path: 'monitoring',
        isElsewhere: () => !platform.targets.includes('kubernetes'),
      }),
      ...unresolved(output, {
        kind: 'address',
        word: 'address',
        part: 'port',
        missing: 'which nothing answers to',
        path: 'monitoring',
        references: output.references('address').filter(({ file }) => /^(prometheus|grafana|kubernetes)\//.test(file)),
        isElsewhere: ({ name, part, file }) =>
          isUsualMonitor(platform, name, part) ||
          named.includes(`${name}:${part}`) ||
          (file.startsWith('grafana/') && isNamedSource(platform, name, part)),
      }),
    ];
  },
};
