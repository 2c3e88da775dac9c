import { sqlStatements, urlStatements } from '../platform/database/sql-statements';
import { type Amount, type Autoscaler, allFacts, type Document, type Facts } from '../platform/facts';
import { type Fields, fieldAt, isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import { ruleFacts } from '../platform/rule-facts';
import { prometheusRuleName } from '../platform/scraped';
import type { Platform } from '../platform/types';
import { checkObjects } from './check-objects';
import type { PlacedObject } from './components';
import { monitorFacts } from './monitor-facts';
import { type Find, finderOf, type ObjectDocument, spelled } from './object-document';
import { shapeProblems } from './object-shape';
import { policyFacts } from './policy-facts';
import { routeFacts } from './route-facts';
import { selectedIn } from './selected-workloads';
import { selectionFacts } from './selection-facts';
import type { KubernetesObject } from './typed';
import { attributed } from './who-wrote';
import { workloadFacts } from './workload-facts';
import { workloadNumbers } from './workload-numbers';

type Read = (one: ObjectDocument, find: Find) => Partial<Facts>;

/** What the final objects define and refer to, beyond what they say of each other. */
export function kubernetesFacts(platform: Platform, documents: readonly Document[]): Facts {
  const placed = documents.flatMap(placedObject);
  const objects = documents.flatMap(objectDocument);
  const find = finderOf(objects);
  const selected = selectedIn(objects);
  return allFacts([
    ...documents.flatMap(fileFacts),
    ...objects.flatMap((one) => {
      const found = [...readers.map((read) => read(one, find)), selectionFacts(one, selected)];
      const { sources = [] } = one;
      return sources.length < 2 ? found : found.map((facts) => attributed(facts, sources, platform.patches));
    }),
    ...monitorFacts(objects),
    { faults: checkObjects(platform, placed).map((problem) => ({ check: 'objects', ...problem })) },
    { faults: shapeProblems(platform, placed).map((problem) => ({ check: 'shape', ...problem })) },
  ]);
}

/** What is applied to the cluster itself; what a GitOps tool is told stands elsewhere. */
const COMPONENT = /^kubernetes\/(\d\d-[^/]+)\/(?!kustomization\.yaml$)/;

function placedObject({ path, value, sources }: Document): PlacedObject[] {
  const component = COMPONENT.exec(path)?.[1];
  return component === undefined ? [] : [{ component, object: value as KubernetesObject, ...(sources && { sources }) }];
}

const objectDocument = (document: Document): ObjectDocument[] =>
  placedObject(document).map(({ object, sources }) => ({
    file: document.path,
    object,
    source: sources?.at(-1),
    sources,
  }));

/** The files and folders that a kustomization lists. */
function fileFacts({ path, value }: Document): Partial<Facts>[] {
  if (!path.endsWith('/kustomization.yaml') || !isMap(value) || !Array.isArray(value.resources)) return [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  const references = value.resources.map((resource: unknown, index) => {
    const name = new URL(String(resource), `file:///${folder}/`).pathname.slice(1);
    return {
      kind: 'file' as const,
      name: name.endsWith('.yaml') ? name : `${name}/kustomization.yaml`,
      file: path,
      at: `resources[${index}]`,
    };
  });
  return [{ references }];
}

/** What an object is to others: its namespace, its account, its address. */
const identity: Read = ({ file, object, source }) => {
  const { kind, metadata } = object;
  const { name, namespace } = metadata;
  const place = { file, at: 'metadata.name', source };
  const references =
    namespace === undefined
      ? []
      : [{ kind: 'namespace' as const, name: namespace, file, at: 'metadata.namespace', source }];
  switch (kind) {
    case 'Namespace':
      return { definitions: [{ kind: 'namespace', name, ...place }] };
    case 'ServiceAccount':
      return { definitions: [{ kind: 'serviceAccount', name: spelled(namespace, name), ...place }], references };
    case 'Service': {
      // A name of somebody outside has whatever ports they have.
      const isAlias = mapAt(object, 'spec').type === 'ExternalName';
      const parts = isAlias ? undefined : itemsAt(object, 'spec.ports').map(([, { port }]) => String(port));
      return { definitions: [{ kind: 'address', name: `${name}.${namespace}`, parts, ...place }], references };
    }
    default:
      return { references };
  }
};

/** Names that lead to it from outside, and names that it has to be right for. */
const hosts: Read = ({ file, object, source }) => {
  const { kind } = object;
  const place = (at: string) => ({ kind: 'host' as const, file, at, source });
  const all = (at: string, value: unknown) =>
    (Array.isArray(value) ? value : [value]).flatMap((name: unknown, index) =>
      typeof name === 'string' && name !== ''
        ? [{ name, ...place(Array.isArray(value) ? `${at}[${index}]` : at) }]
        : [],
    );
  const named = itemsAt(object, kind === 'Gateway' ? 'spec.listeners' : 'spec.rules');
  const annotation = 'external-dns.alpha.kubernetes.io/hostname';
  const annotated = mapAt(object, 'metadata.annotations')[annotation];
  const references =
    typeof annotated === 'string' ? all(`metadata.annotations.${annotation}`, annotated.split(',')) : [];
  switch (kind) {
    case 'Ingress':
      return {
        definitions: named.flatMap(([at, rule]) => all(`${at}.host`, rule.host)),
        references: [
          ...references,
          ...itemsAt(object, 'spec.tls').flatMap(([at, tls]) => all(`${at}.hosts`, tls.hosts)),
        ],
      };
    case 'HTTPRoute':
      return { definitions: all('spec.hostnames', mapAt(object, 'spec').hostnames), references };
    case 'Gateway':
      return { references: [...references, ...named.flatMap(([at, one]) => all(`${at}.hostname`, one.hostname))] };
    case 'Certificate':
      return { references: all('spec.dnsNames', mapAt(object, 'spec').dnsNames) };
    default:
      return { references };
  }
};

/** What External Secrets fetches, by the service of AWS that its store names. */
const fetched: Read = ({ file, object, source }, find) => {
  if (object.kind !== 'ExternalSecret') return {};
  const main = mapAt(object, 'spec.secretStoreRef');
  const references = itemsAt(object, 'spec.data').flatMap(([at, item]) => {
    const store = item.sourceRef === undefined ? main : mapAt(item, 'sourceRef.storeRef');
    const kind = kinds[serviceOf(store, object, find) ?? ''];
    const name = textAt(item, 'remoteRef.key');
    if (kind === undefined || name === undefined) return [];
    return [{ kind, name, part: textAt(item, 'remoteRef.property'), file, at: `${at}.remoteRef`, source }];
  });
  const url = mapAt(object, 'spec.target.template.data').DATABASE_URL;
  return { references, statements: urlStatements({ file, at: 'spec.target.template.data.DATABASE_URL', source }, url) };
};

const kinds: Readonly<Record<string, 'secret' | 'parameter'>> = {
  SecretsManager: 'secret',
  ParameterStore: 'parameter',
};

const serviceOf = ({ kind, name }: Fields, { metadata }: KubernetesObject, find: Find): string | undefined =>
  textAt(find(kind, metadata.namespace, name)?.object, 'spec.provider.aws.service');

/** Who counts the pods, and by what. */
const scaling: Read = ({ file, object, source }) => {
  const { kind, metadata } = object;
  if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') return {};
  const { kind: target = 'Deployment', name } = mapAt(object, 'spec.scaleTargetRef');
  const place = { file, source };
  return {
    autoscalers: [
      {
        name: `${kind} ${metadata.name}`,
        target: `${metadata.namespace}/${target}/${name}`,
        ...countsOf(object),
        measures: measuresOf(object),
        at: 'spec.scaleTargetRef',
        ...place,
      },
    ],
    references: itemsAt(object, 'spec.metrics').flatMap(([at, metric]) =>
      ['pods', 'external', 'object'].flatMap((form) => {
        const name = textAt(metric, `${form}.metric.name`);
        return name === undefined ? [] : [{ kind: 'metric' as const, name, at: `${at}.${form}.metric.name`, ...place }];
      }),
    ),
  };
};

/** The least and the most; KEDA makes up to 100 where nobody says (KEDA, "ScaledObject"). */
function countsOf({ kind, spec }: KubernetesObject): Pick<Autoscaler, 'min' | 'max'> {
  const [least, most] =
    kind === 'ScaledObject' ? ['minReplicaCount', 'maxReplicaCount'] : ['minReplicas', 'maxReplicas'];
  const min = fieldAt(spec, least);
  const max = fieldAt(spec, most) ?? (kind === 'ScaledObject' ? 100 : undefined);
  return { ...(typeof min === 'number' ? { min } : {}), ...(typeof max === 'number' ? { max } : {}) };
}

/** Utilization is a share of the request; an amount of its own needs none. */
const measuresOf = (object: KubernetesObject): readonly Amount[] =>
  (['cpu', 'memory'] as const).filter(
    (name) =>
      itemsAt(object, 'spec.metrics').some(
        ([, metric]) =>
          textAt(metric, 'resource.name') === name && fieldAt(metric, 'resource.target.type') === 'Utilization',
      ) ||
      itemsAt(object, 'spec.triggers').some(
        ([, trigger]) => trigger.type === name && trigger.metricType === 'Utilization',
      ),
  );

/** Which pods a namespace admits. */
const standard: Read = ({ file, object, source }) => {
  if (object.kind !== 'Namespace') return {};
  const label = 'pod-security.kubernetes.io/enforce';
  const level = mapAt(object, 'metadata.labels')[label];
  return {
    podStandards: [
      {
        namespace: object.metadata.name,
        ...(typeof level === 'string' ? { level } : {}),
        file,
        at: `metadata.labels.${label}`,
        source,
      },
    ],
  };
};

/** The script that sets a database up. */
const scripts: Read = ({ file, object, source }) => {
  if (object.kind !== 'ConfigMap') return {};
  return {
    statements: Object.entries(mapAt(object, 'data')).flatMap(([key, text]) =>
      key.endsWith('.sql') ? sqlStatements(file, `data[${key}]`, String(text)).map((one) => ({ ...one, source })) : [],
    ),
  };
};

/** Rules that the operator takes; what those of a team ask for may come from anywhere, but for names that are ours. */
const watching: Read = ({ file, object, source }) => {
  if (object.kind !== 'PrometheusRule') return {};
  const facts = allFacts(ruleFacts({ file, source }, object, 'spec.groups'));
  if (object.metadata.name === prometheusRuleName) return facts;
  return {
    definitions: facts.definitions.filter(({ kind }) => kind === 'metric'),
    references: facts.references.filter(
      ({ kind, name }) => (kind === 'metric' || kind === 'job') && /^memorai[_-]/.test(name),
    ),
  };
};

const readers: readonly Read[] = [
  identity,
  hosts,
  fetched,
  scaling,
  standard,
  routeFacts,
  policyFacts,
  workloadFacts,
  workloadNumbers,
  scripts,
  watching,
];
