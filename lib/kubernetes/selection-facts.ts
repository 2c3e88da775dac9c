import type { Facts, Policy } from '../platform/facts';
import { type Fields, fieldAt, itemsAt, mapAt, textAt } from '../platform/fields';
import type { ObjectDocument } from './object-document';
import { peerOf } from './policy-facts';
import type { Selected } from './selected-workloads';

/** What selects pods by their labels: Services, budgets and network policies, with the workloads that they cover. */
export function selectionFacts(one: ObjectDocument, selected: Selected): Partial<Facts> {
  switch (one.object.kind) {
    case 'Service':
      return entry(one, selected);
    case 'PodDisruptionBudget':
      return budget(one, selected);
    case 'NetworkPolicy':
      return policy(one, selected);
    default:
      return {};
  }
}

function entry({ file, object, source }: ObjectDocument, selected: Selected): Partial<Facts> {
  const { name, namespace } = object.metadata;
  const labels = mapAt(object, 'spec.selector');
  const type = textAt(object, 'spec.type');
  const addresses = fieldAt(object, 'spec.externalIPs');
  const published =
    type === 'LoadBalancer' || type === 'NodePort'
      ? type
      : Array.isArray(addresses) && addresses.length > 0
        ? 'externalIPs'
        : undefined;
  return {
    entries: [
      {
        address: `${name}.${namespace}`,
        ...(published === undefined ? {} : { published }),
        // A Service without a selector has no pods of its own.
        covers: Object.keys(labels).length === 0 ? [] : selected({ matchLabels: labels }, namespace),
        file,
        at: published === 'externalIPs' ? 'spec.externalIPs' : 'spec.type',
        source,
      },
    ],
  };
}

const share = (value: unknown): number | string | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;

function budget({ file, object, source }: ObjectDocument, selected: Selected): Partial<Facts> {
  const { kind, metadata } = object;
  const minAvailable = share(fieldAt(object, 'spec.minAvailable'));
  const maxUnavailable = share(fieldAt(object, 'spec.maxUnavailable'));
  return {
    budgets: [
      {
        name: `${kind} ${metadata.name}`,
        covers: selected(fieldAt(object, 'spec.selector'), metadata.namespace),
        ...(minAvailable === undefined ? {} : { minAvailable }),
        ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
        file,
        at: 'spec',
        source,
      },
    ],
  };
}

const sides = [
  ['in', 'ingress', 'from'],
  ['out', 'egress', 'to'],
] as const;

function policy({ file, object, source }: ObjectDocument, selected: Selected): Partial<Facts> {
  const { namespace } = object.metadata;
  const types = fieldAt(object, 'spec.policyTypes');
  // Without types it is about what comes in, and about what goes out where it says something of that.
  const about = (side: string, isDefault: boolean) =>
    Array.isArray(types) ? types.some((type) => String(type).toLowerCase() === side) : isDefault;
  const directions = [
    ...(about('ingress', true) ? ['in' as const] : []),
    ...(about('egress', fieldAt(object, 'spec.egress') !== undefined) ? ['out' as const] : []),
  ];
  return {
    policies: [
      {
        covers: selected(fieldAt(object, 'spec.podSelector'), namespace),
        directions,
        open: sides
          .flatMap(([direction, side, field]) =>
            directions.includes(direction) ? openings(object.spec, { direction, side, field }, namespace) : [],
          )
          .map((one) => ({ ...one, at: `spec.${one.at}`, file, source })),
        file,
        at: 'spec',
        source,
      },
    ],
  };
}

/** Every address, whatever it belongs to. */
const everywhere = ['anywhere', '0.0.0.0/0', '::/0'];

/** Rules that name nobody, and those that name all addresses, or all pods of the namespace, without a port. */
function openings(
  spec: unknown,
  { direction, side, field }: { readonly direction: 'in' | 'out'; readonly side: string; readonly field: string },
  namespace: string | undefined,
): readonly Pick<Policy['open'][number], 'direction' | 'peer' | 'at'>[] {
  return itemsAt(spec, side).flatMap(([rule, value]) => {
    const peers: readonly (readonly [string, Fields])[] = itemsAt(value, field);
    const hasPorts = itemsAt(value, 'ports').length > 0;
    return (peers.length === 0 ? [['', {}] as const] : peers).flatMap(([at, peer]) => {
      const named = peerOf(peer, namespace);
      const isWide = named === 'anywhere' || (!hasPorts && [...everywhere, `${namespace}/*`].includes(named));
      return isWide ? [{ direction, peer: named, at: at === '' ? rule : `${rule}.${at}` }] : [];
    });
  });
}
