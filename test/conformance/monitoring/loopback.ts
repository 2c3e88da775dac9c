import type { AlertingRule, RecordingRule } from '../../../lib/monitoring/rules';

/** Where things are in the laboratory. */
export interface Places {
  /** Host and port that answer instead of what a job finds, by the name of the job. */
  readonly targets: Readonly<Record<string, string>>;
  readonly alertmanager: string;
  /** Of the API server, where pods and nodes are found. */
  readonly kubeconfig: string;
}

interface Job {
  readonly job_name: string;
  readonly kubernetes_sd_configs?: readonly object[];
  readonly http_sd_configs?: readonly { readonly url: string }[];
  readonly relabel_configs?: readonly object[];
  readonly scheme?: string;
  readonly tls_config?: object;
}

interface PrometheusFile {
  readonly global: object;
  readonly scrape_configs: readonly Job[];
}

interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly (AlertingRule | RecordingRule)[] }[];
}

interface Route {
  readonly routes?: readonly Route[];
}

/** Between two scrapes, two evaluations, and for as long as an alert is pending. */
const BEAT = '1s';

/**
 * Jobs that cannot be scraped that often: a scrape ends with the interval, and postgres_exporter takes three seconds to
 * say that a server is away. As rendered it has ten, the time that Prometheus allows by itself.
 */
const unhurried: Readonly<Record<string, string>> = { postgres: '5s' };

/**
 * The rendered prometheus.yml on loopback: all that is found, kept, dropped and labelled is as rendered. Two relabelings
 * are put behind those of each job: `instance` becomes the address that was found, as it would have by itself, and then
 * the address is the laboratory's, where all speak plain HTTP. Everything happens within seconds.
 *
 * @throws Error where the laboratory has no place for a job
 */
export function prometheusOnLoopback({ global, scrape_configs, ...rest }: PrometheusFile, places: Places): object {
  return {
    ...rest,
    global: { ...global, scrape_interval: BEAT, evaluation_interval: BEAT },
    scrape_configs: scrape_configs.map((job) => jobOnLoopback(job, places)),
    alerting: { alertmanagers: [{ static_configs: [{ targets: [places.alertmanager] }] }] },
  };
}

function jobOnLoopback(job: Job, { targets, kubeconfig }: Places): object {
  const place = targets[job.job_name];
  if (place === undefined) throw new Error(`nothing answers for the job ${job.job_name}`);
  const inCluster = job.kubernetes_sd_configs?.map((one) => ({ ...one, kubeconfig_file: kubeconfig }));
  const asked = job.http_sd_configs?.map((one) => ({ ...one, url: moved(one.url, place), refresh_interval: BEAT }));
  const { scheme: _, tls_config: __, ...plain } = job;
  return {
    ...plain,
    scrape_interval: unhurried[job.job_name] ?? BEAT,
    scrape_timeout: unhurried[job.job_name] ?? BEAT,
    ...(inCluster === undefined ? {} : { kubernetes_sd_configs: inCluster }),
    ...(asked === undefined ? {} : { http_sd_configs: asked }),
    relabel_configs: [
      ...(job.relabel_configs ?? []),
      { source_labels: ['instance', '__address__'], regex: ';(.+)', target_label: 'instance', replacement: '$1' },
      { target_label: '__address__', replacement: place },
    ],
  };
}

/** The same path, somewhere else. */
const moved = (url: string, place: string): string => Object.assign(new URL(url), { host: place }).href;

/** The rendered rules; what has to hold for minutes has to hold for a second. */
export const hasty = ({ groups }: RuleFile): RuleFile => ({
  groups: groups.map(({ name, rules }) => ({
    name,
    rules: rules.map((rule) => ('for' in rule && rule.for !== '0s' ? { ...rule, for: BEAT } : rule)),
  })),
});

/** The rendered alertmanager.yml, whose groups wait for a second; when a message is repeated is left alone. */
export const promptly = <File extends { readonly route: Route }>(file: File): File => ({
  ...file,
  route: prompt(file.route),
});

const prompt = (route: Route): Route => ({
  ...route,
  ...('group_wait' in route ? { group_wait: BEAT } : {}),
  ...('group_interval' in route ? { group_interval: BEAT } : {}),
  ...(route.routes === undefined ? {} : { routes: route.routes.map(prompt) }),
});
