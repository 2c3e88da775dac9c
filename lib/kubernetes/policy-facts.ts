import type { Facts, Reference, Way } from '../platform/facts';
import { type Fields, isMap, itemsAt, mapAt } from '../platform/fields';
import { type ObjectDocument, spelled } from './object-document';

/** Ways that a network policy opens: one a peer and port. Namespaces that it names have to be there. */
export function policyFacts({ file, object, source }: ObjectDocument): Partial<Facts> {
  if (object.kind !== 'NetworkPolicy') return {};
  const { namespace } = object.metadata;
  const chosen = mapAt(object, 'spec.podSelector.matchLabels');
  const pods = spelled(namespace, labelled(chosen));
  const sides = [
    ['in', 'ingress', 'from'],
    ['out', 'egress', 'to'],
  ] as const;
  const ways: Way[] = [];
  const namespaces: Reference[] = [];
  for (const [direction, side, field] of sides) {
    for (const [rule, value] of itemsAt(object, `spec.${side}`)) {
      const peers = itemsAt(value, field);
      for (const [at, peer] of peers.length === 0 ? [[field, {}] as const] : peers) {
        const place = { file, at: `${rule}.${at}`, source };
        const name = mapAt(peer, 'namespaceSelector.matchLabels')[NAMESPACE_KEY];
        if (typeof name === 'string') namespaces.push({ kind: 'namespace', name, ...place });
        const way = { direction, pods, peer: peerOf(peer, namespace), ...place };
        const ports = itemsAt(value, 'ports');
        if (ports.length === 0) ways.push(way);
        for (const [, { port }] of ports) ways.push({ ...way, port: Number(port) });
      }
    }
  }
  return { ways, references: namespaces };
}

/** The label that every namespace has, with its name; a dot in it is no step of a path. */
const NAMESPACE_KEY = 'kubernetes.io/metadata.name';

const labelled = (labels: Fields): string => {
  const { app, ...others } = labels;
  if (app !== undefined && Object.keys(others).length === 0) return String(app);
  const pairs = Object.entries(labels).map((pair) => pair.join('='));
  return pairs.length === 0 ? '*' : pairs.join();
};

/** Whom a rule names, as a way spells it. */
export function peerOf(peer: Fields, own: string | undefined): string {
  if (isMap(peer.ipBlock)) {
    const { cidr, except } = peer.ipBlock;
    return Array.isArray(except) && except.length > 0 ? `${cidr} but ${except.join(', ')}` : String(cidr);
  }
  const labels = mapAt(peer, 'podSelector.matchLabels');
  const space = mapAt(peer, 'namespaceSelector.matchLabels')[NAMESPACE_KEY];
  if (peer.podSelector === undefined) return space === undefined ? 'anywhere' : `namespace ${space}`;
  return spelled(space === undefined ? own : String(space), labelled(labels));
}
