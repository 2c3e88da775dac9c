import { z } from 'zod';
import { distinct, port, settingName, shortName } from '../common';
import { environmentSources, mountPath, resources } from './container';

const image = z
  .string()
  .regex(/^([a-z0-9][a-z0-9.-]*(:\d+)?\/)?[a-z0-9._/-]+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[a-f0-9]{64})?$/, {
    error: 'must be an image such as envoyproxy/envoy:v1.35.3',
  })
  .refine((text) => /:[^/:]+$|@/.test(text), { error: 'must have a tag or a digest' })
  .optional()
  .describe('Default: the image of the service');

const common = {
  name: shortName(),
  image,
  command: z.array(z.string().min(1)).min(1).optional().describe('Default: the entry point of the image'),
  args: z.array(z.string().min(1)).min(1).optional().describe('Default: those of the image'),
  env: z
    .record(settingName(), z.union([z.string(), z.number(), z.boolean(), ...environmentSources]))
    .default({})
    .describe('Its own variables; default: none of those of the service'),
  mounts: z
    .record(shortName(), mountPath)
    .refine((mounts) => new Set(Object.values(mounts)).size === Object.keys(mounts).length, {
      error: 'must not have two volumes at one path',
    })
    .default({})
    .describe('Volume of the service → path; default: none. The name "tmp" is the writable folder'),
  resources: resources.optional().describe('Default: 50m, 64Mi and 64Mi of disk; limits 200m, 128Mi and 128Mi of disk'),
};

/** Containers beside the service's own. */
export const extraContainerKnobs = {
  initContainers: z
    .array(z.strictObject(common))
    .default([])
    .describe('Run to their end before the service, in this order'),
  sidecars: z
    .array(
      z.strictObject({
        ...common,
        ports: distinct(port()).default([]).describe('Ports that it listens on; default: none'),
      }),
    )
    .default([])
    .describe('Run beside the service; from Kubernetes 1.29 on they start before it and end after it'),
};
