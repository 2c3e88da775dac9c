import { z } from 'zod';
import { cidr, distinct, labelMap, objectName, port } from '../common';
import { switchable } from '../switchable';

/** A number of pods, or a share of them. */
const podCount = z.union([
  z.int().min(0).max(1000),
  z.string().regex(/^(100|[1-9]?\d)%$/, { error: 'must be a number of pods, or a share such as 25%' }),
]);

const peer = z
  .strictObject({
    cidr: cidr().optional(),
    namespace: objectName().optional(),
    pods: labelMap().optional().describe('Labels of the pods; default: every pod of the namespace'),
    ports: distinct(port()).min(1).describe('TCP'),
  })
  .refine((one) => (one.cidr === undefined) !== (one.namespace === undefined && one.pods === undefined), {
    error: 'must name either cidr, or namespace and pods',
  });

/** How a service stays available, and who reaches it. */
export const availabilityKnobs = {
  disruptionBudget: switchable({
    maxUnavailable: podCount.optional().describe('Default: 1, which never blocks a drain'),
    minAvailable: podCount.optional().describe('Instead of maxUnavailable'),
  })
    .refine((one) => one.maxUnavailable === undefined || one.minAvailable === undefined, {
      error: 'maxUnavailable and minAvailable exclude each other',
    })
    .prefault({})
    .describe('How many pods a drain may evict at once'),
  network: z
    .strictObject({
      ingress: z
        .array(peer)
        .default([])
        .describe('Who else may connect; default: nobody beyond edges, ingress and scraper'),
      egress: z.array(peer).default([]).describe('Where else it may connect; default: nowhere beyond its edges'),
    })
    .prefault({})
    .describe('Beside what its edges open'),
};
