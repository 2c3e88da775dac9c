import type { Platform } from '../../platform/types';
import { storeWorkloads } from '../../platform/uses';
import { limits } from '../limits';
import {
  above,
  anyOf,
  below,
  both,
  divide,
  type Instant,
  last,
  max,
  min,
  minus,
  over,
  predictLinear,
  sum,
} from '../promql';
import { place } from '../scope';
import type { Alert } from './alert';
import { events, everything, kubectl } from './commands';
import { hasVolumes } from './places';

const DAY = 86_400;

/** Pods that an operator makes one by one, without a StatefulSet: of PostgreSQL only. */
const byOperator = ({ stores: { postgres } }: Platform) =>
  postgres.provider === 'cluster' && postgres.operator === 'cloudnative-pg' ? postgres.workload : undefined;

/** Stores that are StatefulSets. */
const statefulSets = (platform: Platform): readonly string[] =>
  storeWorkloads(platform.stores)
    .filter((workload) => workload !== byOperator(platform))
    .map(({ fullName }) => fullName);

const bySet = ['namespace', 'statefulset'];

/** Pods that are wanted and not ready, by store. */
export function missingPods(platform: Platform): Instant {
  const operated = byOperator(platform);
  return anyOf([
    ...(statefulSets(platform).length === 0
      ? []
      : [
          minus(
            max(last('kube_statefulset_replicas'), bySet),
            max(last('kube_statefulset_status_replicas_ready'), bySet),
          ),
        ]),
    ...(operated === undefined
      ? []
      : [
          minus(
            operated.nodes,
            sum(
              max(
                last('kube_pod_status_ready', { condition: 'true', pod: { matches: `${operated.fullName}-[0-9]+` } }),
                ['namespace', 'pod'],
              ),
              ['namespace'],
            ),
          ),
        ]),
  ]);
}

/** Of the store that an operator keeps there is no label with its name. */
const nameOf = (platform: Platform): string => {
  const operated = byOperator(platform);
  return operated === undefined ? '$labels.statefulset' : `or $labels.statefulset "${operated.fullName}"`;
};

/** Two pods of a store, of which one is ready and the other is or is not. */
function twoPods(platform: Platform, second: 0 | 1) {
  const [set] = statefulSets(platform);
  if (set !== undefined) {
    return {
      name: set,
      labels: { statefulset: set },
      series: {
        [`kube_statefulset_replicas{statefulset="${set}"}`]: '2x40',
        [`kube_statefulset_status_replicas_ready{statefulset="${set}"}`]: `${1 + second}x40`,
      },
    };
  }
  const { fullName = '', nodes = 0 } = byOperator(platform) ?? {};
  const ready = (index: number, instance: string) =>
    `kube_pod_status_ready{instance="${instance}",condition="true",pod="${fullName}-${index + 1}"}`;
  return {
    name: fullName,
    labels: {},
    // As two kube-state-metrics tell of them: each is one pod.
    series: Object.fromEntries(
      Array.from({ length: nodes }, (_, index) =>
        ['a', 'b'].map((instance) => [ready(index, instance), index === 0 ? `${second}x40` : '1x40']),
      ).flat(),
    ),
  };
}

const claim = ['namespace', 'persistentvolumeclaim'];
/** Of whichever node it is mounted on. */
export const volumeLeft: Instant = divide(
  max(last('kubelet_volume_stats_available_bytes'), claim),
  max(last('kubelet_volume_stats_capacity_bytes'), claim),
);
const volume = (name: string): string =>
  `${name}{job="kubelet",instance="n",persistentvolumeclaim="storage-memorai-qdrant-0"}`;
const ofVolume = { persistentvolumeclaim: 'storage-memorai-qdrant-0' };

const lookAtVolumes = (platform: Platform) => [
  { what: 'the claims, and what they may grow to', command: kubectl(platform, 'get', 'persistentvolumeclaims') },
  { what: 'whether their class can expand', command: 'kubectl get storageclass' },
];

/** What the cluster tells of the pods and the volumes of stores, whatever the stores themselves still say. */
export const storePlaceAlerts: readonly Alert[] = [
  {
    name: 'StorePodsNotReady',
    severity: 'warning',
    for: '10m',
    summary: 'A store has fewer pods than it should',
    description: (platform) => `{{ ${nameOf(platform)} }} lacks {{ $value }} pods`,
    source: 'E108',
    applies: hasVolumes,
    expression: (platform) => above(missingPods(platform), 0),
    fires: (platform) => {
      const { name, labels, series } = twoPods(platform, 0);
      return { series, at: '30m', labels: { ...place(platform), ...labels }, says: `${name} lacks 1 pods` };
    },
    quiet: (platform) => ({ series: twoPods(platform, 1).series, at: '30m' }),
    runbook: {
      means: 'The rest carries the load and has all there is of some data; of a store with one pod nothing answers.',
      look: (platform) => [
        { what: 'which pods, and where', command: everything(platform) },
        { what: 'what they wait for', command: events(platform) },
      ],
      act: [
        'Pending for its volume: a volume is bound to the zone in which it was made; a node has to be there.',
        'Pending for want of CPU or memory: see NodePoolAtMaximum.',
        'A pod that ends again and again: its last words are in `kubectl logs --previous`; a full volume is VolumeFull.',
      ],
    },
  },
  {
    name: 'VolumeFills',
    severity: 'warning',
    for: '1h',
    summary: 'A volume of a store will be full within four days',
    description: '{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left',
    source: 'E108; kubernetes-mixin, KubePersistentVolumeFillingUp',
    applies: hasVolumes,
    expression: () =>
      both(
        below(volumeLeft, limits.spaceLeft.low),
        below(min(predictLinear(over('kubelet_volume_stats_available_bytes', '6h'), 4 * DAY), claim), 0),
      ),
    fires: (platform) => ({
      series: {
        [volume('kubelet_volume_stats_available_bytes')]: '280-0.05x200',
        [volume('kubelet_volume_stats_capacity_bytes')]: '1000x200',
      },
      at: '90m',
      labels: { ...place(platform), ...ofVolume },
      says: 'storage-memorai-qdrant-0 has 27.55% left',
    }),
    quiet: () => ({
      series: {
        [volume('kubelet_volume_stats_available_bytes')]: '280-0.002x200',
        [volume('kubelet_volume_stats_capacity_bytes')]: '1000x200',
      },
      at: '90m',
    }),
    runbook: {
      means: 'When it is full the store stops taking writes, and may not start again.',
      look: lookAtVolumes,
      act: ['Raise `stores.<name>.volume.size`: a class that can expand needs no restart.'],
    },
  },
  {
    name: 'VolumeFull',
    severity: 'critical',
    for: '5m',
    summary: 'A volume of a store is full, or nearly',
    description: '{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left (limit 5%)',
    source: 'E108; kubernetes-mixin, KubePersistentVolumeFillingUp',
    applies: hasVolumes,
    expression: () => below(volumeLeft, limits.spaceLeft.none),
    // What is full grows no further: no trend tells of it.
    fires: (platform) => ({
      series: {
        [volume('kubelet_volume_stats_available_bytes')]: '10x60',
        [volume('kubelet_volume_stats_capacity_bytes')]: '1000x60',
      },
      at: '30m',
      labels: { ...place(platform), ...ofVolume },
      says: 'storage-memorai-qdrant-0 has 1% left (limit 5%)',
    }),
    quiet: () => ({
      series: {
        [volume('kubelet_volume_stats_available_bytes')]: '60x60',
        [volume('kubelet_volume_stats_capacity_bytes')]: '1000x60',
      },
      at: '30m',
    }),
    explains: { VolumeFills: ['persistentvolumeclaim'] },
    runbook: {
      means: 'The store stops taking writes at any moment, and may not start again.',
      look: lookAtVolumes,
      act: [
        'Raise `stores.<name>.volume.size` and apply: a class that can expand needs no restart.',
        'A class that cannot: a new volume and a copy; `memorai diff` says so before anything is applied.',
        'Delete nothing in the folder of a database to make room: it knows what it needs, and you do not.',
      ],
    },
  },
];
