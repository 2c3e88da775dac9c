import { type Fields, isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import { containersOf, type PodTemplate, podTemplateOf } from './pod-template-of';
import { type Selection, selectionsOf } from './selections';
import type { KubernetesObject } from './typed';

/** Something that is there once an object is applied: the object itself, or what a controller makes of it. */
export interface Definition {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Of a ConfigMap or Secret; absent where they are not known. */
  readonly keys?: readonly string[];
  /** Of a Service, by number and by name. */
  readonly ports?: readonly (string | number)[];
}

/** A name that an object gives of another one. */
export interface Reference {
  /** Path in the object. */
  readonly at: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Of a ConfigMap or Secret. */
  readonly key?: string;
  /** Of a Service, by number or by name. */
  readonly port?: string | number;
}

/** What an object defines and what it refers to. */
export interface Facts {
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
  readonly selections: readonly Selection[];
  readonly images: readonly { readonly at: string; readonly image: string }[];
  /** Names of hosts that lead to it from outside. */
  readonly hosts: readonly string[];
}

/** Reads the facts of a final object; of a kind without a row only its own name. */
export function factsOf(object: KubernetesObject): Facts {
  const pods = podTemplateOf(object);
  return {
    definitions: definitionsOf(object),
    references: [
      ...(pods === undefined ? [] : podReferences(object, pods)),
      ...(references[object.kind]?.(object) ?? []),
    ],
    selections: selectionsOf(object),
    images:
      pods === undefined
        ? []
        : containersOf(pods.spec).flatMap(([at, container]) => {
            const image = textAt(container, 'image');
            return image === undefined ? [] : [{ at: `${pods.path}.${at}.image`, image }];
          }),
    hosts: hostsOf(object),
  };
}

function definitionsOf({ kind, metadata, ...fields }: KubernetesObject): readonly Definition[] {
  const { name, namespace } = metadata;
  const self = { kind, namespace, name };
  switch (kind) {
    case 'ConfigMap':
      return [{ ...self, keys: [...Object.keys(mapAt(fields, 'data')), ...Object.keys(mapAt(fields, 'binaryData'))] }];
    case 'Service':
      return [{ ...self, ports: itemsAt(fields, 'spec.ports').flatMap(([, port]) => portNames(port.port, port.name)) }];
    case 'ExternalSecret':
      return [
        self,
        { kind: 'Secret', namespace, name: textAt(fields, 'spec.target.name') ?? name, ...externalKeys(fields) },
      ];
    case 'Gateway':
      return [{ ...self, keys: itemsAt(fields, 'spec.listeners').flatMap(([, one]) => textAt(one, 'name') ?? []) }];
    case 'Ingress':
      return [self, ...actionsOf(namespace, metadata.annotations)];
    case 'SealedSecret':
      return [self, { kind: 'Secret', namespace, name, keys: Object.keys(mapAt(fields, 'spec.encryptedData')) }];
    case 'Certificate': {
      const secret = textAt(fields, 'spec.secretName');
      return secret === undefined
        ? [self]
        : [self, { kind: 'Secret', namespace, name: secret, keys: ['tls.crt', 'tls.key', 'ca.crt'] }];
    }
    default:
      return [self];
  }
}

const ACTION = 'alb.ingress.kubernetes.io/actions.';

/** Answers of a load balancer of AWS itself, which a path may name in place of a Service. */
const actionsOf = (namespace: string | undefined, annotations: unknown): readonly Definition[] =>
  Object.keys(isMap(annotations) ? annotations : {}).flatMap((key) =>
    key.startsWith(ACTION) ? [{ kind: 'action', namespace, name: key.slice(ACTION.length) }] : [],
  );

const portNames = (...names: readonly unknown[]) =>
  names.filter((name) => typeof name === 'string' || typeof name === 'number');

/** A template names all keys, unless it is merged with what is fetched; whole secrets that are fetched hide theirs. */
function externalKeys(fields: Fields): { readonly keys?: readonly string[] } {
  const template = mapAt(fields, 'spec.target.template');
  if (isMap(template.data) && template.mergePolicy !== 'Merge') return { keys: Object.keys(template.data) };
  if (itemsAt(fields, 'spec.dataFrom').length > 0) return {};
  const fetched = itemsAt(fields, 'spec.data').flatMap(([, item]) => textAt(item, 'secretKey') ?? []);
  return { keys: [...fetched, ...Object.keys(mapAt(template, 'data'))] };
}

type Reader<T> = (object: KubernetesObject) => readonly T[];

/** A reference by a map of the object; none where it has no name, or is marked as optional. */
function named(
  { metadata: { namespace } }: Pick<KubernetesObject, 'metadata'>,
  kind: string,
  at: string,
  value: unknown,
  more: { readonly key?: string | undefined; readonly port?: unknown; readonly nameField?: string } = {},
): readonly Reference[] {
  const name = textAt(value, more.nameField ?? 'name');
  if (name === undefined || !isMap(value) || value.optional === true) return [];
  const { key, port } = more;
  return [
    {
      at,
      kind,
      namespace: textAt(value, 'namespace') ?? namespace,
      name,
      ...(key === undefined ? {} : { key }),
      ...(typeof port === 'string' || typeof port === 'number' ? { port } : {}),
    },
  ];
}

/** A reference to an object of the whole cluster, by text. */
function clusterWide(kind: string, at: string, value: unknown): readonly Reference[] {
  const name = textAt(value, at);
  return name === undefined ? [] : [{ at, kind, namespace: undefined, name }];
}

function podReferences(object: KubernetesObject, { path, spec }: PodTemplate): readonly Reference[] {
  const account = textAt(spec, 'serviceAccountName');
  return [
    ...(account === undefined ? [] : named(object, 'ServiceAccount', `${path}.serviceAccountName`, { name: account })),
    ...containersOf(spec).flatMap(([at, container]) => [
      ...itemsAt(container, 'env').flatMap(([env, item]) =>
        (['ConfigMap', 'Secret'] as const).flatMap((kind) => {
          const field = kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
          const reference = mapAt(item, `valueFrom.${field}`);
          return named(object, kind, `${path}.${at}.${env}.valueFrom.${field}`, reference, {
            key: textAt(reference, 'key'),
          });
        }),
      ),
      ...itemsAt(container, 'envFrom').flatMap(([from, item]) => [
        ...named(object, 'ConfigMap', `${path}.${at}.${from}.configMapRef`, item.configMapRef),
        ...named(object, 'Secret', `${path}.${at}.${from}.secretRef`, item.secretRef),
      ]),
    ]),
    ...itemsAt(spec, 'volumes').flatMap(([at, volume]) => [
      ...volumeReferences(object, `${path}.${at}`, volume, 'secretName'),
      ...named(object, 'PersistentVolumeClaim', `${path}.${at}.persistentVolumeClaim`, volume.persistentVolumeClaim, {
        nameField: 'claimName',
      }),
      ...itemsAt(volume, 'projected.sources').flatMap(([source, item]) =>
        volumeReferences(object, `${path}.${at}.${source}`, item, 'name'),
      ),
    ]),
  ];
}

/** ConfigMap and Secret of a volume, with each of the keys that it lists. */
function volumeReferences(
  object: KubernetesObject,
  at: string,
  volume: Fields,
  secretField: string,
): readonly Reference[] {
  const ofKind = (kind: string, field: string, nameField: string) => {
    const source = mapAt(volume, field);
    const keys = itemsAt(source, 'items').flatMap(([, item]) => textAt(item, 'key') ?? []);
    const key = (one: string | undefined) => named(object, kind, `${at}.${field}`, source, { nameField, key: one });
    return keys.length === 0 ? key(undefined) : keys.flatMap(key);
  };
  return [...ofKind('ConfigMap', 'configMap', 'name'), ...ofKind('Secret', 'secret', secretField)];
}

const scaled: Reader<Reference> = (object) => {
  const target = mapAt(object, 'spec.scaleTargetRef');
  return [
    ...named(object, textAt(target, 'kind') ?? 'Deployment', 'spec.scaleTargetRef', target),
    ...itemsAt(object, 'spec.triggers').flatMap(([at, trigger]) => {
      const reference = mapAt(trigger, 'authenticationRef');
      return named(object, textAt(reference, 'kind') ?? 'TriggerAuthentication', `${at}.authenticationRef`, reference);
    }),
  ];
};

const bound: Reader<Reference> = (object) => [
  ...named(object, textAt(object, 'roleRef.kind') ?? 'Role', 'roleRef', object.roleRef),
  ...itemsAt(object, 'subjects')
    .filter(([, subject]) => subject.kind === 'ServiceAccount')
    .flatMap(([at, subject]) => named(object, 'ServiceAccount', at, subject)),
];

const storeOf = (object: KubernetesObject, at: string, reference: unknown): readonly Reference[] =>
  named(object, textAt(reference, 'kind') ?? 'SecretStore', at, reference);

const targeted = (object: KubernetesObject): readonly Reference[] => {
  const target = mapAt(object, 'spec.targetRef');
  return named(object, textAt(target, 'kind') ?? 'Service', 'spec.targetRef', target);
};

const backend = (object: KubernetesObject, at: string, value: unknown): readonly Reference[] => {
  const port = mapAt(value, 'service.port');
  const service = mapAt(value, 'service');
  return port.name === 'use-annotation'
    ? named(object, 'action', at, service)
    : named(object, 'Service', at, service, { port: port.number ?? port.name });
};

/** A key that is sent with a scrape. */
const credentials = (object: KubernetesObject, at: string, endpoint: unknown): readonly Reference[] => {
  const reference = mapAt(endpoint, 'authorization.credentials');
  return named(object, 'Secret', `${at}.authorization.credentials`, reference, { key: textAt(reference, 'key') });
};

/** What a kind refers to, beside what its pods do. */
const references: Readonly<Record<string, Reader<Reference>>> = {
  Certificate: (object) =>
    named(object, textAt(object, 'spec.issuerRef.kind') ?? 'Issuer', 'spec.issuerRef', mapAt(object, 'spec.issuerRef')),
  ClusterRoleBinding: bound,
  ExternalSecret: (object) => [
    ...storeOf(object, 'spec.secretStoreRef', mapAt(object, 'spec.secretStoreRef')),
    ...itemsAt(object, 'spec.data').flatMap(([at, item]) =>
      storeOf(object, `${at}.sourceRef.storeRef`, mapAt(item, 'sourceRef.storeRef')),
    ),
  ],
  GCPBackendPolicy: (object) => targeted(object),
  Gateway: (object) => [
    ...clusterWide('GatewayClass', 'spec.gatewayClassName', object),
    ...itemsAt(object, 'spec.listeners').flatMap(([listener, value]) =>
      itemsAt(value, 'tls.certificateRefs').flatMap(([at, reference]) =>
        named(object, 'Secret', `${listener}.${at}`, reference),
      ),
    ),
  ],
  HTTPRoute: (object) => [
    ...itemsAt(object, 'spec.parentRefs').flatMap(([at, parent]) =>
      named(object, textAt(parent, 'kind') ?? 'Gateway', at, parent, { key: textAt(parent, 'sectionName') }),
    ),
    ...itemsAt(object, 'spec.rules').flatMap(([rule, value]) =>
      itemsAt(value, 'backendRefs').flatMap(([at, reference]) =>
        named(object, textAt(reference, 'kind') ?? 'Service', `${rule}.${at}`, reference, { port: reference.port }),
      ),
    ),
  ],
  HealthCheckPolicy: (object) => targeted(object),
  HorizontalPodAutoscaler: scaled,
  Ingress: (object) => [
    ...clusterWide('IngressClass', 'spec.ingressClassName', object),
    ...backend(object, 'spec.defaultBackend', mapAt(object, 'spec.defaultBackend')),
    ...itemsAt(object, 'spec.rules').flatMap(([rule, value]) =>
      itemsAt(value, 'http.paths').flatMap(([at, path]) =>
        backend(object, `${rule}.${at}.backend`, mapAt(path, 'backend')),
      ),
    ),
    ...itemsAt(object, 'spec.tls').flatMap(([at, tls]) =>
      named(object, 'Secret', `${at}.secretName`, tls, { nameField: 'secretName' }),
    ),
  ],
  PersistentVolumeClaim: (object) => clusterWide('StorageClass', 'spec.storageClassName', object),
  PodMonitor: (object) =>
    itemsAt(object, 'spec.podMetricsEndpoints').flatMap(([at, one]) => credentials(object, at, one)),
  RoleBinding: bound,
  ScaledObject: scaled,
  ScrapeConfig: (object) => credentials(object, 'spec', mapAt(object, 'spec')),
  ServiceMonitor: (object) => itemsAt(object, 'spec.endpoints').flatMap(([at, one]) => credentials(object, at, one)),
  StatefulSet: (object) => [
    ...named(object, 'Service', 'spec.serviceName', object.spec, { nameField: 'serviceName' }),
    ...itemsAt(object, 'spec.volumeClaimTemplates').flatMap(([at, claim]) =>
      clusterWide('StorageClass', 'spec.storageClassName', claim).map((one) => ({ ...one, at: `${at}.${one.at}` })),
    ),
  ],
};

function hostsOf(object: KubernetesObject): readonly string[] {
  if (object.kind === 'Ingress') return itemsAt(object, 'spec.rules').flatMap(([, rule]) => textAt(rule, 'host') ?? []);
  const hostnames = object.kind === 'HTTPRoute' ? mapAt(object, 'spec').hostnames : [];
  return Array.isArray(hostnames) ? hostnames.filter((host) => typeof host === 'string') : [];
}
