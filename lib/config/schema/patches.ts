import { z } from 'zod';
import { apiVersion } from './common';

const pointer = () =>
  z.string().regex(/^(\/([^~/]|~[01])*)+$/, {
    error: 'must be a JSON pointer such as /spec/template/spec/containers/0/image',
  });

const target = z.strictObject({
  kind: z.string().regex(/^[A-Z][A-Za-z0-9]{0,62}$/, { error: 'must be a kind such as Deployment' }),
  name: z
    .string()
    .min(1)
    .max(253)
    .describe('metadata.name; of a Job whose name ends in a hash of its content also the name without it'),
  apiVersion: apiVersion().optional().describe('Needed only where two objects share kind and name; default: any'),
});

/** Whatever JSON can say, also null. */
const value = () => z.unknown().refine((given) => given !== undefined, { error: 'missing' });

const operation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('add'), path: pointer(), value: value() }),
  z.strictObject({ op: z.literal('replace'), path: pointer(), value: value() }),
  z.strictObject({ op: z.literal('test'), path: pointer(), value: value() }),
  z.strictObject({ op: z.literal('remove'), path: pointer() }),
  z.strictObject({ op: z.literal('move'), from: pointer(), path: pointer() }),
  z.strictObject({ op: z.literal('copy'), from: pointer(), path: pointer() }),
]);

const patch = z.union([
  z.strictObject({
    target,
    merge: z
      .record(z.string(), z.unknown())
      .describe('A strategic merge: maps merge, lists of the API merge by their key, null removes a field'),
  }),
  z.strictObject({ target, json: z.array(operation).min(1).describe('A JSON patch (RFC 6902)') }),
]);

/** Changes of single Kubernetes objects, after all that the library does to them. */
export const patchesSchema = z.array(patch);
