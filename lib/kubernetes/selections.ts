import { type Fields, itemsAt, mapAt, textAt } from '../platform/fields';
import type { KubernetesObject } from './typed';

/** Pods, or Services, that an object selects by their labels. */
export interface Selection {
  readonly at: string;
  readonly of: 'pods' | 'Services';
  readonly labels: Fields;
  /** Ports that one of them must have, by name or by number. */
  readonly ports: readonly (string | number)[];
}

const endpointPorts = (object: KubernetesObject, field: string): readonly string[] =>
  itemsAt(object, field).flatMap(([, endpoint]) => textAt(endpoint, 'port') ?? []);

/** What a kind selects by labels. */
const selections: Readonly<Record<string, (object: KubernetesObject) => readonly Selection[]>> = {
  NetworkPolicy: (object) => {
    const chosen = (at: string, labels: Fields): readonly Selection[] =>
      // Pods of others, such as those of cert-manager, have no label of ours.
      labels.app === undefined ? [] : [{ at, of: 'pods', labels, ports: [] }];
    const peers = [
      ['ingress', 'from'],
      ['egress', 'to'],
    ].flatMap(([side, field = '']) =>
      itemsAt(object, `spec.${side}`).flatMap(([rule, value]) =>
        itemsAt(value, field).flatMap(([at, peer]) =>
          peer.namespaceSelector === undefined
            ? chosen(`${rule}.${at}.podSelector`, mapAt(peer, 'podSelector.matchLabels'))
            : [],
        ),
      ),
    );
    return [...chosen('spec.podSelector', mapAt(object, 'spec.podSelector.matchLabels')), ...peers];
  },
  PodDisruptionBudget: (object) => [
    { at: 'spec.selector', of: 'pods', labels: mapAt(object, 'spec.selector.matchLabels'), ports: [] },
  ],
  PodMonitor: (object) => [
    {
      at: 'spec.selector',
      of: 'pods',
      labels: mapAt(object, 'spec.selector.matchLabels'),
      ports: endpointPorts(object, 'spec.podMetricsEndpoints'),
    },
  ],
  Service: (object) => {
    const labels = mapAt(object, 'spec.selector');
    if (Object.keys(labels).length === 0) return [];
    const ports = itemsAt(object, 'spec.ports').flatMap(([, { port, targetPort = port }]) =>
      typeof targetPort === 'string' || typeof targetPort === 'number' ? [targetPort] : [],
    );
    return [{ at: 'spec.selector', of: 'pods', labels, ports }];
  },
  ServiceMonitor: (object) => [
    {
      at: 'spec.selector',
      of: 'Services',
      labels: mapAt(object, 'spec.selector.matchLabels'),
      ports: endpointPorts(object, 'spec.endpoints'),
    },
  ],
};

/** Of a kind without a row nothing. */
export const selectionsOf = (object: KubernetesObject): readonly Selection[] => selections[object.kind]?.(object) ?? [];
