import { z } from 'zod';
import { distinct, labelKey, labelMap, labelValue, objectName } from '../common';
import { switchable } from '../switchable';
import { affinity } from './affinity';

/** The images run as this user and group; `restricted` forbids root, and a volume needs a number (E75). */
export const defaultUserId = 10_001;

const labels = labelMap().default({}).describe('Beside our own, which cannot be replaced; default: none');
const annotations = z.record(labelKey(), z.string()).default({}).describe('Beside our own; default: none');
const userId = z.int().min(1).max(2_147_483_647);

const toleration = z
  .strictObject({
    key: labelKey().optional().describe('Default: every key'),
    operator: z.enum(['Exists', 'Equal']).optional().describe('Default: Equal with a key, else Exists'),
    value: labelValue().optional().describe('With Equal; default: the empty one'),
    effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional().describe('Default: every effect'),
    seconds: z.int().min(0).max(86_400).optional().describe('How long a pod stays after NoExecute; default: for ever'),
  })
  .refine(({ key, operator }) => key !== undefined || operator !== 'Equal', {
    path: ['operator'],
    error: 'must be Exists without a key: Equal compares the value of one',
  })
  .refine(({ key, operator, value }) => value === undefined || (key !== undefined && operator !== 'Exists'), {
    path: ['value'],
    error: 'has no meaning without a key or with Exists; name the key with Equal, or remove it',
  })
  .refine(({ effect, seconds }) => seconds === undefined || effect === 'NoExecute', {
    path: ['seconds'],
    error: 'has a meaning with effect: NoExecute alone: no other one ends a pod that runs',
  });

const spread = z.strictObject({
  key: labelKey().describe('Label of the nodes over which pods are spread'),
  maxSkew: z.int().min(1).max(1000).default(1).describe('Default: 1'),
  whenUnsatisfiable: z
    .enum(['ScheduleAnyway', 'DoNotSchedule'])
    .default('ScheduleAnyway')
    .describe('Default: ScheduleAnyway, so that a spread never keeps a pod from running'),
});

/** What a service may say of its pods, beyond the container. */
export const podKnobs = {
  pod: z.strictObject({ labels, annotations }).prefault({}).describe('Labels and annotations of the pods'),
  deployment: z.strictObject({ labels, annotations }).prefault({}).describe('Labels and annotations of the Deployment'),
  serviceObject: z.strictObject({ labels, annotations }).prefault({}).describe('Labels and annotations of the Service'),
  serviceAccount: z
    .strictObject({
      create: z.boolean().default(true).describe('Default: true; false needs the name of one that is already there'),
      name: objectName().optional().describe('Default: memorai-<service>-sa'),
      annotations,
      token: z.boolean().default(false).describe('Whether pods get a token for the API server; default: false (E67)'),
    })
    .prefault({}),
  security: z
    .strictObject({
      user: userId.default(defaultUserId).describe('Default: 10001'),
      group: userId.default(defaultUserId).describe('Default: 10001'),
      fsGroup: userId.default(defaultUserId).describe('Group of mounted volumes; default: 10001'),
      supplementalGroups: distinct(userId).default([]).describe('Default: none'),
      readOnlyRootFilesystem: switchable({}).prefault({}).describe('Only /tmp and volumes are writable; default: true'),
      addCapabilities: distinct(z.enum(['NET_BIND_SERVICE']))
        .default([])
        .describe('All are dropped; this one alone is allowed by `restricted`; default: none'),
      seccompProfile: z
        .string()
        .regex(/^(?!.*(^|\/)\.\.(\/|$))\w[\w./-]{0,199}$/, {
          error: 'must be a profile below the folder of the kubelet, such as profiles/api.json',
        })
        .optional()
        .describe('A profile on the nodes; default: that of the runtime'),
    })
    .prefault({}),
  scheduling: z
    .strictObject({
      nodeSelector: labelMap().default({}).describe('Beside the pool of placement; default: none'),
      tolerations: z.array(toleration).default([]).describe('Beside that of the pool; default: none'),
      affinity: affinity.optional().describe('As in a pod spec of Kubernetes; default: none'),
      topologySpread: z
        .array(spread)
        .refine((rows) => new Set(rows.map((row) => `${row.key} ${row.whenUnsatisfiable}`)).size === rows.length, {
          error: 'must not name one key twice with the same whenUnsatisfiable',
        })
        .prefault([{ key: 'topology.kubernetes.io/zone' }, { key: 'kubernetes.io/hostname' }])
        .describe('Default: over zones and nodes; [] for none'),
      priorityClass: objectName().optional().describe('A PriorityClass that is already there; default: none'),
      runtimeClass: objectName()
        .optional()
        .describe('A RuntimeClass that is already there; default: that of the nodes'),
    })
    .prefault({}),
};
