import type { Environment, Facts } from '../platform/facts';
import { type Fields, itemsAt, mapAt, textAt } from '../platform/fields';
import { type Find, type ObjectDocument, spelled } from './object-document';
import { containersOf, podTemplateOf } from './pod-template-of';

/** What the pods of an object are called, run, listen on and read from their environment. */
export function workloadFacts({ file, object, source }: ObjectDocument, find: Find): Partial<Facts> {
  const pods = podTemplateOf(object);
  if (pods === undefined) return {};
  const { namespace } = object.metadata;
  const app = String(pods.labels.app ?? object.metadata.name);
  const containers = containersOf(pods.spec);
  const place = (at: string) => ({ file, at: `${pods.path}.${at}`, source });
  const own = containers.find(([, container]) => container.name === app);
  // Whoever patched the object, or wrote it, may have given any of them an address.
  const others = source === undefined ? [] : containers.filter((one) => one !== own);
  const parts = containers.flatMap(([, container]) =>
    itemsAt(container, 'ports').map(([, { containerPort }]) => String(containerPort)),
  );
  const labels = 'metadata.labels.app';
  return {
    definitions: [{ kind: 'pods', name: spelled(namespace, app), parts, file, at: labels, source }],
    statements: (own === undefined ? [] : [own]).flatMap(([at, container]) => {
      const value = textAt(container, 'image');
      return value === undefined ? [] : [{ about: 'image' as const, of: app, value, ...place(`${at}.image`) }];
    }),
    environments: [
      ...(own === undefined ? [] : [environmentOf(app, own, place(own[0]), namespace, find)]),
      ...others.map((one) => environmentOf(`${app}/${one[1].name}`, one, place(one[0]), namespace, find)),
    ],
    references: [
      ...Object.entries(mapAt(pods.spec, 'nodeSelector')).map(([key, value]) => ({
        kind: 'nodeLabel' as const,
        name: `${key}=${value}`,
        ...place(`nodeSelector.${key}`),
      })),
      ...itemsAt(pods.spec, 'tolerations').flatMap(([at, { key, value }]) =>
        typeof key === 'string' && typeof value === 'string'
          ? [{ kind: 'nodeTaint' as const, name: `${key}=${value}`, ...place(at) }]
          : [],
      ),
    ],
  };
}

function environmentOf(
  workload: string,
  [, container]: readonly [string, Fields],
  place: Omit<Environment, 'workload' | 'variables'>,
  namespace: string | undefined,
  find: Find,
): Environment {
  const listed = itemsAt(container, 'env').map(([at, { name, value }]) => ({
    name: String(name),
    at,
    ...(typeof value === 'string' ? { value } : {}),
  }));
  const shared = itemsAt(container, 'envFrom').flatMap(([at, from]) => {
    const name = textAt(from, 'configMapRef.name');
    const map = find('ConfigMap', namespace, name);
    return Object.entries(mapAt(map?.object, 'data')).map(([key, value]) => ({
      name: `${textAt(from, 'prefix') ?? ''}${key}`,
      at,
      value: String(value),
      isShared: true,
      source: map?.source,
    }));
  });
  return { workload, variables: [...listed, ...shared], ...place };
}
