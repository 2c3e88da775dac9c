import { type Fields, fieldAt, isMap, itemsAt, mapAt, textAt } from '../platform/fields';
import { containersOf } from './pod-template-of';
import type { Check, Found } from './world';

/** Names inside a pod: of volumes, of ports, of the pods that it keeps its distance to. */
const inside: Check = ({ object, pods, placed }, { called }) => {
  if (pods === undefined) return [];
  const { spec, path } = pods;
  const claims = itemsAt(object, 'spec.volumeClaimTemplates').flatMap(
    ([, claim]) => textAt(claim, 'metadata.name') ?? [],
  );
  const volumes = itemsAt(spec, 'volumes').flatMap(([, { name }]) => (typeof name === 'string' ? [name] : []));
  const containers = containersOf(spec);
  const mounted = new Set(
    containers.flatMap(([, container]) => itemsAt(container, 'volumeMounts').map(([, { name }]) => name)),
  );
  const found: Found[] = containers.flatMap(([at, container]) => [
    ...itemsAt(container, 'volumeMounts')
      .filter(([, { name }]) => ![...claims, ...volumes].some((volume) => volume === name))
      .map(([mount, { name }]) => ({
        at: `${path}.${at}.${mount}`,
        message: `mounts ${name}, which is no volume of the pod`,
      })),
    ...portsAsked(container)
      .filter(([, port]) => !portsListed(container).includes(port))
      .filter(([, port]) => typeof port === 'string' || portsListed(container).length > 0)
      .map(([probe, port]) => ({
        at: `${path}.${at}.${probe}`,
        message: `asks port ${JSON.stringify(port)}, which the container does not name`,
      })),
    ...missingFiles(spec, container).map(([mount, file]) => ({
      at: `${path}.${at}.${mount}`,
      message: `mounts ${file}, which its volume does not list`,
    })),
  ]);
  // A patch may bring a volume for whatever comes later.
  const idle = [...claims, ...volumes]
    .filter((name) => placed.sources === undefined && !mounted.has(name))
    .map((name) => ({ at: path, message: `has volume ${name}, which no container mounts` }));
  return [
    ...found,
    ...idle,
    ...unfit(itemsAt(spec, 'topologySpreadConstraints'), (wanted) => has(pods.labels, wanted)).map((at) => ({
      at: `${path}.${at}`,
      message: 'does not fit the pod itself',
    })),
    ...unfit(kept(spec), ({ app }) => called.has(app)).map((at) => ({ at: `${path}.${at}`, message: 'fits no pods' })),
  ];
};

/** The ports that a container lists, by name and by number. */
export const portsListed = (container: Fields): readonly unknown[] =>
  itemsAt(container, 'ports').flatMap(([, { name, containerPort }]) => [name, containerPort]);

/** Ports that probes and hooks ask, by name or by number. */
const portsAsked = (container: Fields): readonly (readonly [string, string | number])[] =>
  ['startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle.preStop', 'lifecycle.postStart'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((kind) => {
      const port = fieldAt(container, `${probe}.${kind}.port`);
      return typeof port === 'string' || typeof port === 'number' ? [[`${probe}.${kind}.port`, port] as const] : [];
    }),
  );

/** Single files of a volume that lists its files, and has not this one. */
const missingFiles = (spec: Fields, container: Fields): readonly (readonly [string, string])[] =>
  itemsAt(container, 'volumeMounts').flatMap(([at, mount]) => {
    const volume = itemsAt(spec, 'volumes').find(([, { name }]) => name === mount.name)?.[1];
    const items = ['configMap', 'secret'].flatMap((kind) => itemsAt(volume, `${kind}.items`));
    const file = textAt(mount, 'subPath');
    return file === undefined || items.length === 0 || items.some(([, { path }]) => path === file)
      ? []
      : [[at, file] as const];
  });

/** From which pods it keeps its distance: its own, or those of another workload. */
const kept = (spec: Fields): readonly (readonly [string, Fields])[] => [
  ...itemsAt(spec, 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution'),
  ...itemsAt(spec, 'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution').map(
    ([at, one]) => [`${at}.podAffinityTerm`, mapAt(one, 'podAffinityTerm')] as const,
  ),
];

const has = (labels: Fields, wanted: Fields) => Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** Selectors by `app` that lead nowhere: only that label is ours, in our namespace; a team may use what else it likes. */
const unfit = (terms: readonly (readonly [string, Fields])[], fits: (wanted: Fields) => boolean): readonly string[] =>
  terms.flatMap(([at, one]) => {
    const wanted = mapAt(one, 'labelSelector.matchLabels');
    const isHere = one.namespaces === undefined && one.namespaceSelector === undefined;
    const isOurs = isHere && Object.keys(wanted).length > 0 && Object.keys(wanted).every((key) => key === 'app');
    return isOurs && !fits(wanted) ? [`${at}.labelSelector`] : [];
  });

/** Files that are mounted one by one are keys of their ConfigMap. */
const singleFiles: Check = ({ pods, object }, { all }) =>
  pods === undefined
    ? []
    : containersOf(pods.spec).flatMap(([at, container]) =>
        itemsAt(container, 'volumeMounts').flatMap(([mount, { name, subPath }]): Found[] => {
          const volume = itemsAt(pods.spec, 'volumes').find(([, one]) => one.name === name)?.[1];
          const map = textAt(volume, 'configMap.name');
          if (map === undefined || typeof subPath !== 'string' || mapAt(volume, 'configMap').items !== undefined)
            return [];
          const made = all.find(
            (one) =>
              one.object.kind === 'ConfigMap' &&
              one.object.metadata.name === map &&
              one.object.metadata.namespace === object.metadata.namespace,
          );
          return made === undefined || Object.hasOwn(mapAt(made.object, 'data'), subPath)
            ? []
            : [
                {
                  at: `${pods.path}.${at}.${mount}`,
                  message: `mounts ${subPath}, which ConfigMap ${map} does not have`,
                  of: { kind: 'ConfigMap', name: map },
                },
              ];
        }),
      );

/** What a template of an ExternalSecret takes is fetched, and what is fetched is taken. */
const templates: Check = ({ object }) => {
  const template = mapAt(object, 'spec.target.template');
  if (object.kind !== 'ExternalSecret' || !isMap(template.data)) return [];
  const fetched = itemsAt(object, 'spec.data').flatMap(([, item]) => textAt(item, 'secretKey') ?? []);
  const taken = Object.entries(template.data).flatMap(([key, text]) =>
    Array.from(String(text).matchAll(/\{\{-?\s*\.(\w+)/g), ([, name = '']) => ({ key, name })),
  );
  const whole = itemsAt(object, 'spec.dataFrom').length > 0;
  return [
    ...taken
      .filter(({ name }) => !whole && !fetched.includes(name))
      .map(({ key, name }) => ({
        at: `spec.target.template.data.${key}`,
        message: `takes ${name}, which is not fetched; there are ${fetched.join(', ')}`,
      })),
    ...fetched
      .filter((name) => template.mergePolicy !== 'Merge' && !taken.some((one) => one.name === name))
      .map((name) => ({ at: 'spec.data', message: `fetches ${name}, which no key takes` })),
  ];
};

/** KEDA finds the address of the queue in the environment of the pods that it counts. */
const queueVariable: Check = ({ object }, { all }) => {
  if (object.kind !== 'ScaledObject') return [];
  const { name } = mapAt(object, 'spec.scaleTargetRef');
  const scaled = all.find((one) => one.pods !== undefined && one.object.metadata.name === name);
  if (scaled?.pods === undefined) return [];
  const variables = containersOf(scaled.pods.spec).flatMap(([, container]) =>
    itemsAt(container, 'env').map(([, variable]) => variable.name),
  );
  return itemsAt(object, 'spec.triggers').flatMap(([at, trigger]) => {
    const variable = textAt(trigger, 'metadata.queueURLFromEnv');
    return variable === undefined || variables.includes(variable)
      ? []
      : [{ at: `${at}.metadata.queueURLFromEnv`, message: `names variable ${variable}, which the pods do not have` }];
  });
};

/** The label `app` of an object says whose it is; commands and people find it by that (guide L441). */
const owner: Check = ({ object }, { called, isPatched }) => {
  const app = mapAt(object, 'metadata.labels').app;
  // Where pods were patched, what selects them in vain says enough.
  return isPatched || app === undefined || called.has(app)
    ? []
    : [{ at: 'metadata.labels.app', message: `is ${app}, which no pods are called` }];
};

/** Whether what makes pods is called like them; of a store that has several sets each has a suffix. */
const sets: Readonly<Record<string, (name: string, app: string) => boolean>> = {
  Deployment: (name, app) => name === app,
  StatefulSet: (name, app) => name === app || name.startsWith(`${app}-`),
};

/** Pods of ours have a container that is called like them, which commands name; and a policy, where all else is denied. */
const called: Check = ({ object, pods, placed }, { policies }) => {
  const app = pods?.labels.app;
  if (pods === undefined || placed.sources !== undefined || app === undefined) return [];
  return [
    ...(sets[object.kind]?.(object.metadata.name, String(app)) !== false
      ? []
      : [{ at: 'metadata.name', message: `is not ${app}, as its pods are called` }]),
    ...(containersOf(pods.spec).some(([, { name }]) => name === app)
      ? []
      : [{ at: pods.path, message: `has no container ${app}, as its pods are called` }]),
    ...(policies.size === 0 || policies.has(app)
      ? []
      : [
          {
            at: `${pods.path}`,
            message: `makes pods ${app} in namespace ${object.metadata.namespace}, which no network policy is for`,
          },
        ]),
  ];
};

/** A namespace is selected by the label that the server sets, and by ours (guide L430). */
const namespaceLabel: Check = ({ object }) => {
  const { name } = object.metadata;
  const label = mapAt(object, 'metadata.labels').name ?? name;
  return object.kind !== 'Namespace' || label === name
    ? []
    : [{ at: 'metadata.labels.name', message: `is ${label}, and the namespace is ${name}` }];
};

export const podChecks: readonly Check[] = [
  inside,
  singleFiles,
  templates,
  queueVariable,
  owner,
  called,
  namespaceLabel,
];
