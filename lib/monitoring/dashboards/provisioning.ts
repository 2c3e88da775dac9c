import type { Platform, Scrape } from '../../platform/types';

/** Where Grafana's container has the dashboards: the folder that is mounted there. */
const FOLDER = '/etc/grafana/dashboards';

/** provisioning/datasources/prometheus.yaml: the Prometheus that watches the environment, the default of that Grafana. */
export const datasources = (prometheusUrl: string, scrape: Scrape) => ({
  apiVersion: 1,
  datasources: [
    {
      name: 'Prometheus',
      uid: 'prometheus',
      type: 'prometheus',
      access: 'proxy',
      url: prometheusUrl,
      isDefault: true,
      editable: false,
      jsonData: {
        // Long expressions do not fit a URL.
        httpMethod: 'POST',
        // How often Prometheus scrapes: Grafana asks for no window shorter than four times this.
        timeInterval: `${'intervalSeconds' in scrape ? scrape.intervalSeconds : 15}s`,
      },
    },
  ],
});

/** provisioning/dashboards/memorai.yaml: a folder of files. Changes belong into the config: nothing is saved in the browser. */
export const dashboardProviders = ({ environment }: Platform) => ({
  apiVersion: 1,
  providers: [
    {
      name: `memorai-${environment}`,
      orgId: 1,
      folder: 'Memorai',
      type: 'file',
      disableDeletion: false,
      allowUiUpdates: false,
      updateIntervalSeconds: 30,
      options: { path: FOLDER, foldersFromFilesStructure: false },
    },
  ],
});
