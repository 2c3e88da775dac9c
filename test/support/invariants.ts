import type { Artifact } from '../../lib/platform/artifact';
import type { Platform } from '../../lib/platform/types';
import { nodesOf, type ReadObject, readObjects } from './kubernetes';
import { wayInProblems } from './way-in-invariants';

/** What is wrong with the artifacts of a platform, whatever its config, and no rule looks at; empty when all holds. */
export function brokenInvariants(platform: Platform, artifacts: readonly Artifact[]): string[] {
  // What the GitOps tool itself is told lives in the tool's namespace.
  const objects = readObjects(artifacts).filter(({ file }) => !/^kubernetes\/(argocd|flux)\//.test(file));
  const templates = artifacts.filter(({ path }) => path.startsWith('cloudformation/'));
  return [
    ...artifacts.flatMap(textProblems),
    ...repeated(artifacts.map(({ path }) => path)),
    ...repeated(objects.map(({ kind, name }) => `${kind}/${name}`)),
    ...objects.flatMap((object) => objectProblems(platform, object)),
    ...referenceProblems(platform, objects),
    ...wayInProblems(platform, objects),
    ...templates.flatMap(templateProblems),
    ...mountProblems(artifacts),
  ];
}

/** What a container of Compose mounts from beside its folder, and no target writes. */
function mountProblems(artifacts: readonly Artifact[]): string[] {
  const compose = artifacts.find(({ path }) => path === 'compose/compose.yaml')?.content ?? '';
  // Somebody who renders one target alone has the others already.
  if (!artifacts.some(({ path }) => path.startsWith('prometheus/'))) return [];
  const sources = [...compose.matchAll(/^ +source: "?\.\.\/([^"\n]+)"?$/gm)].map(([, source]) => source ?? '');
  return sources
    .filter((source) => !artifacts.some(({ path }) => path === source || path.startsWith(`${source}/`)))
    .map((source) => `compose/compose.yaml mounts ../${source}, which no target writes`);
}

const repeated = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is there twice`);

/** Words that betray a slip of the renderer, and shapes of secrets. */
const forbidden: readonly RegExp[] = [
  /\[object \w+\]/,
  /(^|[\s"':/=-])undefined($|[\s"',:/])/,
  /(^|[\s"':/=-])NaN($|[\s"',:/])/,
  /AKIA[0-9A-Z]{16}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /:\/\/[^/\s:@{]+:[^@\s{$}]+@/,
];

const textProblems = ({ path, content }: Artifact): string[] => [
  ...forbidden.filter((pattern) => pattern.test(content)).map((pattern) => `${path} matches ${pattern}`),
  ...(content.endsWith('\n') && !content.endsWith('\n\n') ? [] : [`${path} does not end with one newline`]),
  ...(content.includes('\r') ? [`${path} has a carriage return`] : []),
  ...(/\.yaml$/.test(path) && !content.startsWith('# Generated') ? [`${path} has no header`] : []),
];

const LABEL_KEYS = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map(
  (key) => `app.kubernetes.io/${key}`,
);
const isDnsLabel = (name: string) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
const isLabelValue = (value: unknown) =>
  typeof value === 'string' && /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/.test(value);
const CLUSTER_WIDE = ['Namespace', 'ClusterIssuer', 'StorageClass'];

function objectProblems(platform: Platform, object: ReadObject): string[] {
  const problems: string[] = [];
  const fail = (what: string) => problems.push(`${object.file}: ${what}`);
  if (!isDnsLabel(object.name)) fail(`name ${object.name} is no DNS label`);
  if (!CLUSTER_WIDE.includes(object.kind) && object.at('metadata.namespace') !== platform.cluster?.namespace)
    fail('has another namespace');
  const labels = (object.at('metadata.labels') ?? {}) as Record<string, unknown>;
  for (const key of LABEL_KEYS) if (labels[key] === undefined) fail(`has no label ${key}`);
  for (const { path, value } of nodesOf(object.at('spec'))) {
    if (value === null) fail(`spec.${path.join('.')} is null`);
  }
  for (const [key, value] of Object.entries(labels))
    if (!isLabelValue(value)) fail(`label ${key} has the value ${String(value)}`);
  const template = object.at('spec.template') as
    | { metadata: { labels: Record<string, unknown> }; spec: Record<string, unknown> }
    | undefined;
  if (template === undefined || object.kind === 'ExternalSecret') return problems;
  for (const key of LABEL_KEYS) if (template.metadata.labels[key] === undefined) fail(`its pods have no label ${key}`);
  if (object.kind === 'Deployment') {
    const selector = object.at('spec.selector.matchLabels') as Record<string, unknown>;
    if (Object.keys(selector).join() !== 'app') fail(`selects by ${Object.keys(selector).join()}`);
    if (selector.app !== template.metadata.labels.app) fail('selects other pods than its own');
  }
  if (object.kind === 'StatefulSet') {
    const selector = object.at('spec.selector.matchLabels') as Record<string, unknown>;
    for (const [key, value] of Object.entries(selector)) {
      if (!['app', 'memorai.com/shard'].includes(key)) fail(`selects by ${key}`);
      if (template.metadata.labels[key] !== value) fail('selects other pods than its own');
    }
  }
  for (const container of template.spec.containers as {
    image: string;
    resources?: Record<string, Record<string, string>>;
  }[]) {
    for (const kind of ['requests', 'limits']) {
      for (const amount of ['cpu', 'memory'])
        if (container.resources?.[kind]?.[amount] === undefined) fail(`has no ${kind}.${amount}`);
    }
    if (!/[:@]/.test(container.image)) fail(`image ${container.image} has no tag`);
  }
  return problems;
}

/** Every name that an object refers to is there. */
function referenceProblems(platform: Platform, objects: readonly ReadObject[]): string[] {
  const names = (kind: string) => objects.filter((object) => object.kind === kind).map(({ name }) => name);
  const apps = objects
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet' || kind === 'Job')
    .map((object) => object.at('spec.template.metadata.labels.app'));
  const keysOf = new Map(
    objects
      .filter(({ kind }) => kind === 'ExternalSecret')
      .map((object) => [object.name, Object.keys((object.at('spec.target.template.data') ?? {}) as object)]),
  );
  const outside = Object.values(platform.services).flatMap(({ envFrom, serviceAccount, serviceAccountName }) => [
    ...envFrom.flatMap(({ configMapName, secretName }) => [configMapName, secretName]),
    ...(serviceAccount.create ? [] : [serviceAccountName]),
  ]);
  const problems: string[] = [];
  const expectOne = (file: string, what: string, name: unknown, known: readonly unknown[]) => {
    if (!known.includes(name)) problems.push(`${file}: ${what} ${String(name)} is not there`);
  };
  for (const object of objects) {
    const { file, kind } = object;
    if (kind === 'Service' && object.at('spec.selector') !== undefined)
      expectOne(file, 'app', object.at('spec.selector.app'), apps);
    if (kind === 'PodDisruptionBudget') expectOne(file, 'app', object.at('spec.selector.matchLabels.app'), apps);
    if (kind === 'HorizontalPodAutoscaler')
      expectOne(file, 'Deployment', object.at('spec.scaleTargetRef.name'), names('Deployment'));
    if (kind === 'RoleBinding') expectOne(file, 'Role', object.at('roleRef.name'), names('Role'));
    if (kind === 'ExternalSecret')
      expectOne(file, 'SecretStore', object.at('spec.secretStoreRef.name'), names('SecretStore'));
    for (const { path, value } of nodesOf(object.at('spec'))) {
      const key = path.at(-1);
      if (key === 'serviceAccountName')
        expectOne(file, 'ServiceAccount', value, [...names('ServiceAccount'), ...outside]);
      if (key === 'serviceName' && kind === 'StatefulSet') expectOne(file, 'Service', value, names('Service'));
      if (key === 'configMapRef')
        expectOne(file, 'ConfigMap', (value as { name: string }).name, [...names('ConfigMap'), ...outside]);
      if (key === 'claimName') expectOne(file, 'claim', value, names('PersistentVolumeClaim'));
      if (key === 'secretKeyRef' && platform.secrets.provider === 'externalSecrets') {
        const { name, key: field } = value as { name: string; key: string };
        expectOne(file, `key of Secret ${name}`, field, keysOf.get(name) ?? []);
      }
      if (key === 'backend' && kind === 'Ingress') {
        const { name, port } = (value as { service: { name: string; port: { name?: string } } }).service;
        const annotations = Object.keys((object.at('metadata.annotations') ?? {}) as object);
        if (port.name === 'use-annotation')
          expectOne(file, 'action', `alb.ingress.kubernetes.io/actions.${name}`, annotations);
        else expectOne(file, 'Service', name, names('Service'));
      }
      if (key === 'backendRefs')
        for (const { name } of value as { name: string }[]) expectOne(file, 'Service', name, names('Service'));
      if (key === 'targetRef') expectOne(file, 'Service', (value as { name: string }).name, names('Service'));
      if (key === 'certificateRefs')
        for (const { name } of value as { name: string }[])
          expectOne(file, 'Secret of a Certificate', name, certificates(objects));
      if (key === 'nodeSelector') {
        const labels = Object.values(platform.cluster?.nodePools ?? {}).map(({ label }) => label);
        const pools = labels.map((label) => `${label.key}=${label.value}`);
        const poolLabels = labels.map((label) => label.key);
        for (const [label, pool] of Object.entries(value as object).filter(([label]) => poolLabels.includes(label)))
          expectOne(file, 'node pool', `${label}=${pool}`, pools);
      }
    }
  }
  const scaled = objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject')
    .map((object) => object.at('spec.scaleTargetRef.name'));
  for (const object of objects) {
    if (object.kind !== 'Deployment') continue;
    if (scaled.includes(object.name) === (object.at('spec.replicas') !== undefined))
      problems.push(`${object.file}: exactly one of autoscaler and replicas must count the pods`);
  }
  return problems;
}

const certificates = (objects: readonly ReadObject[]) =>
  objects.filter(({ kind }) => kind === 'Certificate').map((object) => object.at('spec.secretName'));

/** References inside a template resolve, and no resource depends on one that is elsewhere. */
function templateProblems({ path, content }: Artifact): string[] {
  const template = JSON.parse(content) as {
    Resources: Record<string, { DependsOn?: string | string[] }>;
    Parameters?: object;
  };
  const known = [...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})];
  const problems: string[] = [];
  const check = (name: unknown) => {
    if (typeof name === 'string' && !name.startsWith('AWS::') && !known.includes(name))
      problems.push(`${path}: ${name} is not there`);
  };
  for (const { path: keys, value } of nodesOf(template)) {
    if (keys.at(-1) === 'Ref') check(value);
    if (keys.at(-1) === 'Fn::GetAtt' && Array.isArray(value)) check(value[0]);
    if (value === null) problems.push(`${path}: ${keys.join('.')} is null`);
  }
  for (const resource of Object.values(template.Resources)) [resource.DependsOn ?? []].flat().forEach(check);
  return problems;
}
