import { z } from 'zod';
import { apiVersion, labelMap } from './common';

/** RFC 1123 subdomain: what the API takes for most names. */
const subdomain = () =>
  z.string().regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/, {
    error: 'must be a name of DNS: lower-case letters, digits, "-" and "."',
  });

const texts = () => z.record(z.string(), z.string());

const metadata = z.looseObject({
  name: subdomain(),
  namespace: subdomain()
    .nullable()
    .optional()
    .describe("null: an object of the whole cluster; default: the environment's own, for a kind that has one"),
  labels: labelMap().optional().describe('Default: ours, where they are absent'),
  annotations: texts().optional().describe('Default: none'),
});

/** Kubernetes objects of a team's own, as they would be applied. */
export const extraObjectsSchema = z.array(
  z.looseObject({
    apiVersion: apiVersion(),
    kind: z.string().regex(/^[A-Z][A-Za-z0-9]{0,62}$/, { error: 'must be a kind such as ConfigMap' }),
    metadata,
  }),
);
