import type { Definition, Facts, Place, Reference } from '../platform/facts';
import { type Fields, itemsAt, mapAt, textAt } from '../platform/fields';
import type { ObjectDocument } from './object-document';
import { podTemplateOf } from './pod-template-of';

/** Where a kind has its endpoints; a ScrapeConfig is one itself. */
const endpointsOf: Readonly<Record<string, string>> = {
  PodMonitor: 'spec.podMetricsEndpoints',
  ServiceMonitor: 'spec.endpoints',
};

/** What the Prometheus operator is told to scrape: jobs, by the label that their series get, and addresses. */
export function monitorFacts(all: readonly ObjectDocument[]): readonly Partial<Facts>[] {
  return all.flatMap((one): readonly Partial<Facts>[] => {
    const { kind } = one.object;
    if (kind === 'ScrapeConfig') return [scrapeConfigFacts(one)];
    const endpoints = endpointsOf[kind];
    if (endpoints === undefined) return [];
    const targets = selectedBy(one, all);
    return itemsAt(one.object, endpoints).map(([at, endpoint]) => endpointFacts(one, at, endpoint, targets));
  });
}

/** A pod or a Service that is scraped. */
interface Target {
  readonly name: string;
  readonly labels: Fields;
}

/** As the operator finds them: by labels, in the namespace of the monitor. */
function selectedBy({ object: { kind, metadata, spec } }: ObjectDocument, all: readonly ObjectDocument[]) {
  const wanted = Object.entries(mapAt(spec, 'selector.matchLabels'));
  return all
    .filter(({ object }) => object.metadata.namespace === metadata.namespace)
    .flatMap(({ object }): readonly Target[] => {
      const { name } = object.metadata;
      if (kind === 'PodMonitor') {
        const pods = podTemplateOf(object);
        return pods === undefined ? [] : [{ name, labels: pods.labels }];
      }
      return object.kind === 'Service' ? [{ name, labels: mapAt(object, 'metadata.labels') }] : [];
    })
    .filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value));
}

function endpointFacts(
  { file, object: { kind, metadata, spec }, source }: ObjectDocument,
  at: string,
  endpoint: Fields,
  targets: readonly Target[],
): Partial<Facts> {
  const label = textAt(spec, 'jobLabel');
  const usual = ({ name, labels }: Target): string =>
    String(
      (label === undefined ? undefined : labels[label]) ??
        (kind === 'PodMonitor' ? `${metadata.namespace}/${metadata.name}` : name),
    );
  const relabeled = relabeledTo('job', endpoint);
  const names = new Set(targets.map((target) => relabeled ?? usual(target)));
  return {
    definitions: [...names].map((name): Definition => ({ kind: 'job', name, file, at, source })),
    references: itemsAt(endpoint, 'relabelings').flatMap(([where, rule]): Reference[] => {
      const place = { file, source };
      if (rule.action === 'keep' && isOnly(rule.sourceLabels, '__meta_kubernetes_service_name')) {
        return [{ kind: 'address', name: `${rule.regex}.${metadata.namespace}`, ...place, at: `${at}.${where}.regex` }];
      }
      // An instance that is always the same is called by its address.
      return rule.targetLabel === 'instance' && rule.sourceLabels === undefined
        ? addressOf(String(rule.replacement), { ...place, at: `${at}.${where}.replacement` })
        : [];
    }),
  };
}

/** `host:port`, alone or in a URL; IPv6 is in brackets. */
function addressOf(text: string, place: Place): Reference[] {
  const [, name = text, part] = /^(?:\w+:\/\/)?(.+?):(\d+)(?:\/.*)?$/.exec(text) ?? [];
  return [{ kind: 'address', name, part, ...place }];
}

function scrapeConfigFacts({ file, object, source }: ObjectDocument): Partial<Facts> {
  const { spec } = object;
  const name = relabeledTo('job', spec) ?? textAt(spec, 'jobName');
  const address = (text: string, at: string) => addressOf(text, { file, at, source });
  return {
    definitions: name === undefined ? [] : [{ kind: 'job', name, file, at: 'spec', source }],
    references: [
      ...itemsAt(spec, 'staticConfigs').flatMap(([at, { targets }]) =>
        (Array.isArray(targets) ? targets : []).flatMap((target: unknown, index) =>
          address(String(target), `spec.${at}.targets[${index}]`),
        ),
      ),
      ...itemsAt(spec, 'httpSDConfigs').flatMap(([at, { url }]) => address(String(url), `spec.${at}.url`)),
      ...itemsAt(spec, 'relabelings').flatMap(([at, { targetLabel, replacement }]): Reference[] => {
        const where = `spec.${at}.replacement`;
        if (targetLabel === '__address__') return address(String(replacement), where);
        // Whose the targets are: rules ask for it.
        return targetLabel === 'namespace'
          ? [{ kind: 'namespace', name: String(replacement), file, at: where, source }]
          : [];
      }),
    ],
  };
}

/** The value that a label gets whatever the target is. */
const relabeledTo = (label: string, endpoint: unknown): string | undefined =>
  itemsAt(endpoint, 'relabelings')
    .filter(([, one]) => one.targetLabel === label && one.sourceLabels === undefined)
    .map(([, one]) => textAt(one, 'replacement'))
    .at(-1);

const isOnly = (list: unknown, item: string): boolean => Array.isArray(list) && list.length === 1 && list[0] === item;
