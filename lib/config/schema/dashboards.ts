import { z } from 'zod';

/** How dashboards reach Grafana. */
export const dashboardsFields = {
  dashboards: z
    .strictObject({
      provision: z
        .enum(['files', 'configMaps'])
        .optional()
        .describe(
          "configMaps: also an object each, with the label by which a sidecar of Grafana finds it; default: configMaps where scrape is an operator's, otherwise files",
        ),
      prometheus: z
        .string()
        .regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/, {
          error: 'must be an address such as http://prometheus:9090 without credentials',
        })
        .optional()
        .describe(
          "Whom Grafana asks; default: the operator's prometheus-operated where scrape is one's, otherwise settings.PROMETHEUS_ENDPOINT",
        ),
    })
    .optional(),
};
