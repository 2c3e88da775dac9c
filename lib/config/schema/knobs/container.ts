import { z } from 'zod';
import { cpu, memory } from '../../units';
import { objectName, settingName, shortName } from '../common';

const text = z.string().min(1);
/** Before a path: it has no part that is empty, `.` or `..`; the server refuses the last, and what is written in two ways is not compared. */
const noParts = String.raw`(?!(.*/)?\.{0,2}(/|$))`;
/** Where a volume is in a container: below its root, and written in one way only. */
export const mountPath = z.string().regex(new RegExp(`^/${noParts}[\\w./-]+$`), {
  error: 'must be an absolute path below "/" of letters, digits, ".", "_" and "-", without "." and ".." as parts',
});
/** A file or a folder in a volume. */
const relativePath = () =>
  z.string().regex(new RegExp(`^${noParts}(?!\\.\\.)[^\\0\\n]+$`), {
    error: 'must be a relative path without "." and ".." as parts, such as reports/2026',
  });
/** A key of a ConfigMap or Secret. */
const objectKey = z
  .string()
  .regex(/^[-._a-zA-Z0-9]{1,253}$/, { error: 'must be a key of letters, digits, "-", "_" and "."' });

/** One key of an object that is already there. */
export const keyOf = z.strictObject({ name: objectName().describe('Name of the object'), key: objectKey });

export const environmentSources = [
  z.strictObject({ secretKey: keyOf }).describe('A key of a Secret that is already there'),
  z.strictObject({ configKey: keyOf }).describe('A key of a ConfigMap that is already there'),
  z
    .strictObject({
      field: z
        .string()
        .regex(
          /^(metadata\.(name|namespace|uid|(labels|annotations)\['[\w./-]+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIP|podIP|podIPs))$/,
          {
            error: "must be a field of the pod, such as status.podIP or metadata.labels['app']",
          },
        ),
    })
    .describe('A field of the pod'),
] as const;

export const resources = z.strictObject({
  requests: z
    .strictObject({ cpu: cpu().optional(), memory: memory().optional(), ephemeralStorage: memory().optional() })
    .optional(),
  limits: z
    .strictObject({ cpu: cpu().optional(), memory: memory().optional(), ephemeralStorage: memory().optional() })
    .optional(),
});

const mounted = {
  mountPath,
  subPath: relativePath().optional(),
  readOnly: z.boolean().optional().describe('Default: false for folders and claims, true for objects'),
};
const items = z
  .record(objectKey, relativePath())
  .optional()
  .describe('Key → file name; default: every key under its own name');

const volume = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('emptyDir'),
    ...mounted,
    size: memory().describe('Bound; a pod that writes more is evicted'),
    medium: z
      .enum(['Disk', 'Memory'])
      .default('Disk')
      .describe('Default: Disk; Memory counts against the memory limit'),
  }),
  z.strictObject({
    kind: z.literal('claim'),
    ...mounted,
    size: memory(),
    storageClass: objectName().optional().describe('Default: the class of the cluster'),
    accessMode: z
      .enum(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'])
      .default('ReadWriteOnce')
      .describe('Default: ReadWriteOnce, which only a service of one replica can share'),
    retain: z
      .boolean()
      .default(true)
      .describe('Whether deployment tools leave the claim when the service goes; default: true'),
  }),
  z.strictObject({ kind: z.literal('existingClaim'), ...mounted, claim: objectName() }),
  z.strictObject({ kind: z.literal('secret'), ...mounted, secretName: objectName(), items }),
  z.strictObject({ kind: z.literal('configMap'), ...mounted, configMapName: objectName(), items }),
]);

/** What a service may say of its container. */
export const containerKnobs = {
  command: z.array(text).min(1).optional().describe('Default: the entry point of the image'),
  args: z.array(text).min(1).optional().describe('Default: those of the image'),
  envFrom: z
    .array(
      z
        .strictObject({
          configMapName: objectName().optional(),
          secretName: objectName().optional(),
          prefix: settingName().optional().describe('Put in front of every key; default: nothing'),
        })
        .refine((one) => (one.configMapName === undefined) !== (one.secretName === undefined), {
          error: 'must name either configMapName or secretName',
        }),
    )
    .default([])
    .describe('All keys of ConfigMaps and Secrets that are already there; default: none'),
  volumes: z
    .record(shortName(), volume)
    .default({})
    .describe('Volumes beside the writable /tmp, by name; default: none'),
};
