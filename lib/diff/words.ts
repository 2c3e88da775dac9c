import { formatMemory } from '../config/units';
import type { Platform } from '../platform/types';
import type { Change } from './change';
import type { Item } from './items';
import { noticesOf } from './notices';
import { connectionsOf, type Workload, workloadsOf } from './workloads';

/** What is needed to say whether the new sizes fit. */
export interface Limits {
  /** The platform that is compared with: its budget of connections, where its pods are placed. */
  readonly platform: Platform;
  /** Node pools in which not everything finds room. */
  readonly overfull: ReadonlySet<string>;
}

/**
 * What happens to data and stores (`notices.ts`), then to each service, a sentence each: `api may now run 12 pods, was 10: 14 more connections, 3 to 10 pods
 * restart, fits pool application`. Then the connections of all, where they differ.
 */
export function inWords(
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
  changes: readonly Change[],
  limits: Limits,
): readonly string[] {
  const [old, now] = [workloadsOf(before), workloadsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  const restarted = new Set(
    changes.filter(({ impact, action }) => impact === 'restart' && action === 'changed').map(({ subject }) => subject),
  );
  return [
    ...noticesOf(changes),
    ...names.flatMap((name) => sentence(name, old.get(name), now.get(name), restarted, limits)),
    ...connectionsInAll(old, now, limits),
  ];
}

function sentence(
  name: string,
  old: Workload | undefined,
  now: Workload | undefined,
  restarted: ReadonlySet<string>,
  limits: Limits,
): readonly string[] {
  if (now === undefined) return old === undefined ? [] : [`${name} goes: ${range(old)} end`];
  if (old === undefined)
    return [
      `${name} is new: ${[range(now), ...moreConnections(0, connectionsOf(now)), ...room(name, limits)].join(', ')}`,
    ];
  const what = [
    ...(old.image === now.image ? [] : [`runs ${now.image}, was ${old.image}`]),
    ...(old.min === old.max && now.min === now.max
      ? differs(old.max, now.max, (to, from) => `runs ${some(to, now)}, was ${from}`)
      : [
          ...differs(old.max, now.max, (to, from) => `may now run ${some(to, now)}, was ${from}`),
          ...differs(old.min, now.min, (to, from) => `keeps at least ${some(to, now)}, was ${from}`),
        ]),
    ...differs(
      old.memoryMiB,
      now.memoryMiB,
      (to, from) => `asks for ${formatMemory(to)} ${an(now)}, was ${formatMemory(from)}`,
    ),
    ...differs(old.pool ?? 0, now.pool ?? 0, (to, from) => `opens ${to} connections ${an(now)}, was ${from}`),
  ];
  const isLarger = now.max > old.max || now.memoryMiB > old.memoryMiB;
  const effects = [
    ...moreConnections(connectionsOf(old), connectionsOf(now)),
    ...(restarted.has(old.subject) ? [`${range(old)} restart`] : []),
    ...(isLarger ? room(name, limits) : []),
  ];
  if (what.length === 0 && effects.length === 0) return [];
  if (what.length === 0) return [`${name}: ${effects.join(', ')}`];
  return [`${name} ${what.join(', ')}${effects.length === 0 ? '' : `: ${effects.join(', ')}`}`];
}

const differs = (from: number, to: number, say: (to: number, from: number) => string): readonly string[] =>
  from === to ? [] : [say(to, from)];

const some = (count: number, { unit }: Workload): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
const an = ({ unit }: Workload): string => (unit === 'instance' ? 'an instance' : 'a pod');
const range = (workload: Workload): string => {
  const { min, max } = workload;
  return min === max ? some(max, workload) : `${min} to ${some(max, workload)}`;
};

const moreConnections = (from: number, to: number): readonly string[] =>
  from === to
    ? []
    : [`${Math.abs(to - from)} ${to > from ? 'more' : 'fewer'} connection${Math.abs(to - from) === 1 ? '' : 's'}`];

function room(name: string, { platform, overfull }: Limits): readonly string[] {
  const pool = platform.services[name]?.placement;
  if (pool === undefined || platform.cluster?.nodePools[pool] === undefined) return [];
  return [overfull.has(pool) ? `does NOT fit pool ${pool}` : `fits pool ${pool}`];
}

function connectionsInAll(
  old: ReadonlyMap<string, Workload>,
  now: ReadonlyMap<string, Workload>,
  { platform: { connections } }: Limits,
): readonly string[] {
  const sum = (all: ReadonlyMap<string, Workload>) =>
    [...all.values()].reduce((total, workload) => total + connectionsOf(workload), 0);
  const reserve = Object.values(connections.reserve).reduce((total, part) => total + part, 0);
  const [from, to] = [sum(old) + reserve, sum(now) + reserve];
  return from === to || now.size === 0
    ? []
    : [
        `all ${[...now.values()].every(({ unit }) => unit === 'instance') ? 'instances' : 'pods'} at their maximum: ${to} connections of ${connections.usable}, was ${from}`,
      ];
}
