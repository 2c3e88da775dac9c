import type { Platform } from '../../platform/types';
import { asksForCertificate } from '../../platform/uses';
import { limits } from '../limits';
import { below, both, divide, equals, last, minus, now, over, predictLinear } from '../promql';
import { realDisks } from '../recordings';
import { place } from '../scope';
import type { Alert } from './alert';
import { kubectl } from './commands';
import { inCluster, onOneMachine } from './places';

const DAY = 86_400;

const diskLeft = divide(last('node_filesystem_avail_bytes', realDisks), last('node_filesystem_size_bytes', realDisks));
const writable = equals(last('node_filesystem_readonly', realDisks), 0);

const ofDisk = { job: 'node', instance: 'a', device: 'd', fstype: 'ext4', mountpoint: '/' };

/** The series of one disk. */
function disk(left: string, size: string, { mountpoint = '/', readonly = false } = {}) {
  const name = (metric: string) =>
    `${metric}{job="node",instance="a",device="d",fstype="ext4",mountpoint="${mountpoint}"}`;
  return {
    [name('node_filesystem_avail_bytes')]: left,
    [name('node_filesystem_size_bytes')]: size,
    [name('node_filesystem_readonly')]: `${readonly ? 1 : 0}x200`,
  };
}

const largest = 'du -xh --max-depth=2 / | sort -h | tail -20';

/** On the machine that the alert calls its instance: the one that we are on, or a node, from a pod that is deleted afterwards. */
const onMachine = (platform: Platform, command: string): string =>
  inCluster(platform)
    ? `kubectl debug node/<node> --stdin --tty --image=busybox -- chroot /host sh -c '${command}'`
    : command;

/** Disks and certificates. */
export const machineAlerts: readonly Alert[] = [
  {
    name: 'DiskFills',
    severity: 'warning',
    for: '1h',
    summary: 'A disk will be full within four days',
    description: '{{ $labels.mountpoint }} of {{ $labels.instance }} has {{ $value | humanizePercentage }} left',
    source: 'E108',
    applies: () => true,
    expression: () =>
      both(
        both(
          below(diskLeft, limits.spaceLeft.low),
          below(predictLinear(over('node_filesystem_avail_bytes', '6h', realDisks), 4 * DAY), 0),
        ),
        writable,
      ),
    fires: () => ({
      series: disk('280-0.05x200', '1000x200'),
      at: '90m',
      labels: ofDisk,
      says: '/ of a has 27.55% left',
    }),
    // It fills, but slowly: it lasts for weeks.
    quiet: () => ({ series: disk('280-0.002x200', '1000x200'), at: '90m' }),
    runbook: {
      means: 'A full disk stops databases; a node of a cluster evicts its pods.',
      look: (platform) => [{ what: 'what grows', command: onMachine(platform, largest) }],
      act: [
        {
          where: inCluster,
          step: 'A volume of a store: raise `stores.<name>.volume.size`; a class that can expand needs no restart.',
        },
        { where: inCluster, step: 'The node itself: images and logs; replace the node.' },
        {
          where: onOneMachine,
          step: '`docker system df` says what images, containers and volumes take; `docker image prune --all` takes those that nothing runs.',
        },
        { where: onOneMachine, step: 'The data itself: a larger disk, before this one is full.' },
      ],
    },
  },
  {
    name: 'DiskFull',
    severity: 'critical',
    for: '5m',
    summary: 'A disk is full, or nearly',
    description:
      '{{ $labels.mountpoint }} of {{ $labels.instance }} has {{ $value | humanizePercentage }} left (limit 5%)',
    source: 'E108; node-mixin, NodeFilesystemAlmostOutOfSpace',
    applies: () => true,
    expression: () => both(below(diskLeft, limits.spaceLeft.none), writable),
    // What is full grows no further: no trend tells of it.
    fires: () => ({
      series: disk('10x60', '1000x60'),
      at: '30m',
      labels: ofDisk,
      says: '/ of a has 1% left (limit 5%)',
    }),
    // An image that is mounted to be read is full from the first day; the volume of a pod is not the machine's.
    quiet: () => ({
      series: {
        ...disk('60x60', '1000x60'),
        ...disk('0x60', '1000x60', { mountpoint: '/media', readonly: true }),
        ...disk('0x60', '1000x60', { mountpoint: '/var/lib/kubelet/pods/1/volumes/kubernetes.io~csi/pvc-1/mount' }),
      },
      at: '30m',
    }),
    explains: { DiskFills: ['instance', 'mountpoint'] },
    runbook: {
      means: 'Databases on it stop taking writes; a node evicts its pods, and takes no new ones.',
      look: (platform) => [
        { what: 'which', command: onMachine(platform, 'df -h') },
        { what: 'what takes the space', command: onMachine(platform, largest) },
      ],
      act: [
        {
          where: onOneMachine,
          step: '`docker system prune` takes images and containers that nothing uses, and no volume.',
        },
        {
          where: onOneMachine,
          step: 'Backups beside the data: copy them to another machine, then delete the oldest.',
        },
        { where: inCluster, step: 'Drain the node and replace it; images and logs go with it.' },
      ],
    },
  },
  {
    name: 'CertificateExpires',
    severity: 'warning',
    for: '1h',
    summary: 'A certificate has not been renewed',
    description: '{{ $labels.name }} expires in {{ $value | humanizeDuration }}',
    source: 'E108, E131',
    applies: asksForCertificate,
    expression: () =>
      below(minus(last('certmanager_certificate_expiration_timestamp_seconds'), now), limits.certificateSeconds),
    fires: (platform) => ({
      series: {
        'certmanager_certificate_expiration_timestamp_seconds{job="cert-manager",name="memorai-tls"}': `${10 * DAY}x200`,
      },
      at: '90m',
      labels: { ...place(platform), job: 'cert-manager', name: 'memorai-tls' },
      says: 'memorai-tls expires in 9d 22h 30m 0s',
    }),
    quiet: () => ({
      series: {
        'certmanager_certificate_expiration_timestamp_seconds{job="cert-manager",name="memorai-tls"}': `${20 * DAY}x200`,
      },
      at: '90m',
    }),
    runbook: {
      means: 'At that moment every client refuses to connect.',
      look: (platform) => [
        { what: 'what cert-manager says', command: kubectl(platform, 'describe', 'certificate') },
        { what: 'the challenge that waits', command: kubectl(platform, 'get', 'challenges,orders') },
      ],
      act: ['DNS of every host has to lead to the ingress, and port 80 has to be open for the challenge.'],
    },
  },
];
