import { limits } from '../limits';
import { below, both, divide, last, minus, now, over, predictLinear } from '../promql';
import { realDisks } from '../recordings';
import { place } from '../scope';
import type { Alert } from './alert';
import { kubectl } from './commands';

const DAY = 86_400;

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
        below(
          divide(last('node_filesystem_avail_bytes', realDisks), last('node_filesystem_size_bytes', realDisks)),
          0.3,
        ),
        below(predictLinear(over('node_filesystem_avail_bytes', '6h', realDisks), 4 * DAY), 0),
      ),
    fires: () => ({
      series: {
        'node_filesystem_avail_bytes{job="node",instance="a",device="d",fstype="ext4",mountpoint="/"}': '280-0.05x600',
        'node_filesystem_size_bytes{job="node",instance="a",device="d",fstype="ext4",mountpoint="/"}': '1000x600',
      },
      at: '8h',
      labels: { job: 'node', instance: 'a', device: 'd', fstype: 'ext4', mountpoint: '/' },
      says: '/ of a has 25.6% left',
    }),
    // It fills, but slowly: it lasts for weeks.
    quiet: () => ({
      series: {
        'node_filesystem_avail_bytes{job="node",instance="a",device="d",fstype="ext4",mountpoint="/"}': '280-0.002x600',
        'node_filesystem_size_bytes{job="node",instance="a",device="d",fstype="ext4",mountpoint="/"}': '1000x600',
      },
      at: '8h',
    }),
    runbook: {
      means: 'A full disk stops databases and evicts pods.',
      look: () => [{ what: 'what grows', command: 'du -xh --max-depth=2 / | sort -h | tail -20' }],
      act: [
        'A volume of a store: raise stores.<name>.volume.size; a class that can expand needs no restart.',
        'The node itself: images and logs; replace the node.',
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
    applies: ({ ingress }) => ingress !== undefined,
    expression: () =>
      below(minus(last('certmanager_certificate_expiration_timestamp_seconds'), now), limits.certificateSeconds),
    fires: (platform) => ({
      series: {
        'certmanager_certificate_expiration_timestamp_seconds{job="cert-manager",name="memorai-tls"}': `${10 * DAY}x200`,
      },
      at: '2h',
      labels: { ...place(platform), job: 'cert-manager', name: 'memorai-tls' },
      says: 'memorai-tls expires in 9d 22h 0m 0s',
    }),
    quiet: () => ({
      series: {
        'certmanager_certificate_expiration_timestamp_seconds{job="cert-manager",name="memorai-tls"}': `${20 * DAY}x200`,
      },
      at: '2h',
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
