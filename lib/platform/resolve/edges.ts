import { lookup } from '../../config/lookup';
import { nearest } from '../../config/nearest';
import { outsideServices } from '../outside';
import type { Edge, StoreName } from '../types';
import type { Context } from './context';

const stores: readonly StoreName[] = ['postgres', 'redis', 'qdrant'];
/** Words of `uses` that are not services, and what of ours is called like a service: none may carry one of them as its name. */
export const reservedNames: readonly string[] = [
  ...stores,
  'queue',
  ...Object.keys(outsideServices),
  'migrate',
  'bootstrap',
  'postgres-bootstrap',
  'partitions',
  'redis-cluster',
  'postgres-exporter',
  'redis-exporter',
  'nothing',
  'gateway',
  'redirect',
];

/** Turns the words of `uses` into edges; an unknown word is an issue with the nearest known one. */
export function resolveEdges(
  context: Context,
  service: string,
  words: readonly string[],
  serviceNames: readonly string[],
  queueExists: boolean,
): Edge[] {
  const known = [...stores, 'queue.produce', 'queue.consume', ...Object.keys(outsideServices), ...serviceNames];
  const edges: Edge[] = [];
  for (const [index, word] of words.entries()) {
    const path = `services.${service}.uses[${index}]`;
    const edge = toEdge(word, serviceNames);
    if (edge === undefined) {
      context.fail(path, 'value', `"${word}" is nothing that a service can use${nearest(word, known)}`);
    } else if (edge.kind === 'service' && edge.service === service) {
      context.fail(path, 'conflict', 'a service cannot use itself');
    } else if (edge.kind !== 'queue' || queueExists) {
      edges.push(edge); // without a queue its edges go; rule `queue-absent` says so
    }
  }
  return edges;
}

function toEdge(word: string, serviceNames: readonly string[]): Edge | undefined {
  const store = stores.find((name) => name === word);
  if (store !== undefined) return { kind: 'store', store };
  if (word === 'queue.produce') return { kind: 'queue', role: 'produce' };
  if (word === 'queue.consume') return { kind: 'queue', role: 'consume' };
  const outside = lookup(outsideServices, word);
  if (outside !== undefined) return { kind: 'outside', name: word, host: outside.host };
  return serviceNames.includes(word) ? { kind: 'service', service: word } : undefined;
}
