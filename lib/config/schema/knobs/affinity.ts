import { z } from 'zod';
import { distinct, labelKey, labelMap, labelValue, objectName } from '../common';

const weight = z.int().min(1).max(100).describe('How much it counts against others, 1 to 100');

/** What is asked of the values of one label; which operators there are differs between nodes and pods. */
const expression = <Operator extends string>(operators: readonly Operator[]) =>
  z
    .strictObject({ key: labelKey(), operator: z.enum(operators), values: distinct(labelValue()).optional() })
    .refine(({ operator, values = [] }) => !['In', 'NotIn'].includes(operator) || values.length > 0, {
      path: ['values'],
      error: 'must name at least one value with In and NotIn',
    })
    .refine(({ operator, values = [] }) => !['Exists', 'DoesNotExist'].includes(operator) || values.length === 0, {
      path: ['values'],
      error: 'must be left out with Exists and DoesNotExist',
    })
    .refine(
      ({ operator, values: [first = '', ...more] = [] }) =>
        !['Gt', 'Lt'].includes(operator) || (/^\d+$/.test(first) && more.length === 0),
      { path: ['values'], error: 'must be one whole number in quotes with Gt and Lt' },
    );

const nodeTerm = z
  .strictObject({
    matchExpressions: z
      .array(expression(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']))
      .min(1)
      .optional(),
    matchFields: z
      .array(
        z.strictObject({
          key: z.literal('metadata.name'),
          operator: z.enum(['In', 'NotIn']),
          values: z
            .array(
              z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, {
                error: 'must be the name of a node, in lower case',
              }),
            )
            .length(1),
        }),
      )
      .min(1)
      .optional(),
  })
  .refine((term) => term.matchExpressions !== undefined || term.matchFields !== undefined, {
    error: 'must name matchExpressions or matchFields: an empty term fits no node',
  });

const selector = z.strictObject({
  matchLabels: labelMap().optional(),
  matchExpressions: z.array(expression(['In', 'NotIn', 'Exists', 'DoesNotExist'])).optional(),
});

const podTerm = z.strictObject({
  topologyKey: labelKey().describe('Label of the nodes that count as one place'),
  labelSelector: selector.describe('Which pods; {} for every one'),
  namespaces: distinct(objectName()).optional().describe('Default: that of the service'),
  namespaceSelector: selector.optional(),
});

const podAffinity = z
  .strictObject({
    requiredDuringSchedulingIgnoredDuringExecution: z.array(podTerm).optional(),
    preferredDuringSchedulingIgnoredDuringExecution: z
      .array(z.strictObject({ weight, podAffinityTerm: podTerm }))
      .optional(),
  })
  .optional();

/** The words of a pod spec of Kubernetes, with what the API server asks of them. */
export const affinity = z.strictObject({
  nodeAffinity: z
    .strictObject({
      requiredDuringSchedulingIgnoredDuringExecution: z
        .strictObject({ nodeSelectorTerms: z.array(nodeTerm).min(1) })
        .optional(),
      preferredDuringSchedulingIgnoredDuringExecution: z
        .array(z.strictObject({ weight, preference: nodeTerm }))
        .optional(),
    })
    .optional(),
  podAffinity,
  podAntiAffinity: podAffinity,
});
