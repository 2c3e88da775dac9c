import { runbookAt } from '../platform/documentation';
import { allFacts, type Definition, type Document, type Facts, type Place, type Reference } from '../platform/facts';
import { type Fields, isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import { namesIn } from '../platform/names-in-expression';
import { ruleFacts } from '../platform/rule-facts';
import { promised, scrapedSeries } from './exported-metrics';

/** What Prometheus is told to scrape, to compute and to tell, and whom Alertmanager tells. */
export function monitoringFacts(documents: readonly Document[]): Facts {
  return allFacts(
    documents.map(({ path: file, value }) =>
      allFacts([
        scraping(file, value),
        alerting(file, value),
        ...ruleFacts({ file }, value, 'groups'),
        ...itemsAt(value, 'tests').map(([at, test]) => testFacts(file, at, test)),
        { references: [...queriesIn(file, value), ...sourcesIn(file, value)] },
        { references: namespaceOf(file, value) },
      ]),
    ),
  );
}

/** What the panels of a dashboard ask for, and which pages they lead to; a panel may stand in a row. */
const queriesIn = (file: string, value: unknown, path = 'panels'): readonly Reference[] =>
  itemsAt(value, path).flatMap(([at, panel]) => [
    ...itemsAt(panel, 'targets').flatMap(([target, { expr }]) =>
      namesIn(String(expr ?? '')).map((name): Reference => ({ ...name, file, at: `${at}.${target}.expr` })),
    ),
    ...itemsAt(panel, 'links').flatMap(([link, { url }]): Reference[] => {
      const page = runbookAt(String(url));
      return page === undefined ? [] : [{ kind: 'runbook', name: page, file, at: `${at}.${link}.url` }];
    }),
    ...queriesIn(file, panel).map((one) => ({ ...one, at: `${at}.${one.at}` })),
  ]);

/** Whom Grafana asks. */
const sourcesIn = (file: string, value: unknown): readonly Reference[] =>
  itemsAt(value, 'datasources').flatMap(([at, { url }]) => {
    const { hostname, port } = new URL(String(url));
    return [{ kind: 'address', name: hostname, part: port === '' ? undefined : port, file, at: `${at}.url` }];
  });

const namespaceOf = (file: string, value: unknown): readonly Reference[] => {
  const name = textAt(value, 'metadata.namespace');
  return name === undefined ? [] : [{ kind: 'namespace', name, file, at: 'metadata.namespace' }];
};

/** prometheus.yml, and `rule_files` of the rules' tests. */
function scraping(file: string, value: unknown): Partial<Facts> {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const ruleFiles = isMap(value) && Array.isArray(value.rule_files) ? value.rule_files : [];
  const jobs = itemsAt(value, 'scrape_configs');
  return {
    definitions: [
      ...jobs.flatMap(([at, job]): Definition[] => {
        const name = textAt(job, 'job_name');
        return name === undefined ? [] : [{ kind: 'job', name, file, at }];
      }),
      ...(jobs.length === 0 ? [] : scrapedSeries).map(
        (one): Definition => ({ kind: 'series', name: one.name, parts: one.jobs, file, at: 'scrape_configs' }),
      ),
    ],
    references: [
      ...(jobs.length === 0 ? [] : promised).map(
        ({ name, jobs: [part] }): Reference => ({ kind: 'recorded', name, part, file, at: 'rule_files' }),
      ),
      ...ruleFiles.map(
        (path: unknown, index): Reference => ({
          kind: 'file',
          name: new URL(String(path), `file:///${folder}/`).pathname.slice(1),
          file,
          at: `rule_files[${index}]`,
        }),
      ),
      ...jobs.flatMap(([at, job]) => targetsOf(file, at, job)),
      ...itemsAt(value, 'alerting.alertmanagers').flatMap(([at, one]) => targetsOf(file, `alerting.${at}`, one)),
    ],
  };
}

const POD_LABEL = '__meta_kubernetes_pod_label_app';
const POD_PORT = '__meta_kubernetes_pod_container_port_number';

/** Addresses that are named, and pods and containers that are found. */
function targetsOf(file: string, at: string, job: Fields): readonly Reference[] {
  const fixed = itemsAt(job, 'static_configs').flatMap(([where, { targets }]) =>
    (Array.isArray(targets) ? targets : []).flatMap((target: unknown, index) =>
      address(String(target), { file, at: `${at}.${where}.targets[${index}]` }),
    ),
  );
  const byName = itemsAt(job, 'dns_sd_configs').flatMap(([where, { names, port }]) =>
    (Array.isArray(names) ? names : []).flatMap((name: unknown) =>
      address(`${name}:${port}`, { file, at: `${at}.${where}.names` }),
    ),
  );
  const led = itemsAt(job, 'relabel_configs').flatMap(([where, { target_label: label, replacement }]) =>
    // Not where a part of the address is kept.
    label === '__address__' && typeof replacement === 'string' && !replacement.includes('$')
      ? address(replacement, { file, at: `${at}.${where}.replacement` })
      : [],
  );
  const namespace = (name: string, where: string): Reference => ({
    kind: 'namespace',
    name,
    file,
    at: `${at}.${where}`,
  });
  // Whose the targets are: rules ask for it.
  const given = [
    ...itemsAt(job, 'static_configs').flatMap(([where, one]) => {
      const name = textAt(one, 'labels.namespace');
      return name === undefined ? [] : [namespace(name, `${where}.labels.namespace`)];
    }),
    ...itemsAt(job, 'relabel_configs').flatMap(([where, { target_label: label, replacement }]) =>
      label === 'namespace' && typeof replacement === 'string' ? [namespace(replacement, `${where}.replacement`)] : [],
    ),
  ];
  const kept = (label: string) =>
    itemsAt(job, 'relabel_configs').find(
      ([, { source_labels: labels, action }]) => action === 'keep' && Array.isArray(labels) && labels[0] === label,
    )?.[1].regex;
  const [, discovery] = itemsAt(job, 'kubernetes_sd_configs')[0] ?? [];
  const namespaces = mapAt(discovery, 'namespaces').names;
  const app = kept(POD_LABEL);
  const port = kept(POD_PORT);
  const pods =
    Array.isArray(namespaces) && typeof app === 'string'
      ? namespaces.map(
          (one: unknown): Reference => ({
            kind: 'pods',
            name: `${one}/${app}`,
            part: typeof port === 'string' ? port : undefined,
            file,
            at: `${at}.relabel_configs`,
          }),
        )
      : [];
  const where = (Array.isArray(namespaces) ? namespaces : []).map((name: unknown, index) =>
    namespace(String(name), `kubernetes_sd_configs[0].namespaces.names[${index}]`),
  );
  return [...fixed, ...byName, ...led, ...pods, ...where, ...given];
}

/** The scraper itself is nobody's to make. */
const address = (target: string, place: Place): Reference[] => {
  const [, name = target, part] = /^(.*):(\d+)$/.exec(target) ?? [];
  return name === 'localhost' ? [] : [{ kind: 'address', name, part, ...place }];
};

/** alertmanager.yml: receivers, who gets what, and by which labels of alerts. */
function alerting(file: string, value: unknown): Partial<Facts> {
  const references: Reference[] = [];
  const matchers = (at: string, list: unknown) => {
    for (const matcher of Array.isArray(list) ? list : []) {
      const [, label, name] = /^(alertname|severity)="([^"]*)"$/.exec(String(matcher)) ?? [];
      if (name !== undefined) references.push({ kind: label === 'severity' ? 'severity' : 'alert', name, file, at });
    }
  };
  const visit = (route: Fields, at: string): void => {
    const name = textAt(route, 'receiver');
    if (name !== undefined) references.push({ kind: 'receiver', name, file, at: `${at}.receiver` });
    matchers(`${at}.matchers`, route.matchers);
    for (const [where, below] of itemsAt(route, 'routes')) visit(below, `${at}.${where}`);
  };
  if (isMap(value) && isMap(value.route)) visit(value.route, 'route');
  for (const [at, rule] of itemsAt(value, 'inhibit_rules')) {
    matchers(`${at}.source_matchers`, rule.source_matchers);
    matchers(`${at}.target_matchers`, rule.target_matchers);
  }
  return {
    definitions: itemsAt(value, 'receivers').flatMap(([at, { name }]): Definition[] =>
      typeof name === 'string' ? [{ kind: 'receiver', name, file, at }] : [],
    ),
    references,
  };
}

/** A test of the rules: what it feeds and what it waits for. */
const testFacts = (file: string, at: string, test: Fields): Partial<Facts> => ({
  references: [
    // Each test is called after its alert: `HighErrorRate fires`.
    ...Array.from(
      textAt(test, 'name')?.matchAll(/^\w+/g) ?? [],
      ([name]): Reference => ({
        kind: 'alert',
        name,
        file,
        at: `${at}.name`,
      }),
    ),
    ...itemsAt(test, 'input_series').flatMap(([where, { series }]) =>
      namesIn(String(series))
        // Series of a test may come from anywhere: only their names have to be real.
        .filter(({ kind }) => kind === 'metric')
        .map((name): Reference => ({ ...name, file, at: `${at}.${where}.series` })),
    ),
    ...itemsAt(test, 'alert_rule_test').flatMap(([where, { alertname }]): Reference[] =>
      typeof alertname === 'string' ? [{ kind: 'alert', name: alertname, file, at: `${at}.${where}.alertname` }] : [],
    ),
  ],
});
