import { z } from 'zod';
import { serviceKnobs } from '../../config/schema/knobs/index';
import type { Platform, Service } from '../../platform/types';

interface KnobRow {
  readonly path: string;
  /** Undefined: nothing is written, and nothing is in the output. */
  readonly value: unknown;
  readonly description: string;
}

/** The knobs of every service that nobody has written, with the words of the schema. */
export function unwrittenKnobs(platform: Platform): readonly KnobRow[] {
  return Object.values(platform.services)
    .flatMap((service) =>
      Object.keys(serviceKnobs).flatMap((name) => rowsOf(service, name as keyof typeof serviceKnobs)),
    )
    .filter(({ path }) => platform.origins[path] === undefined);
}

function rowsOf(service: Service, name: keyof typeof serviceKnobs): KnobRow[] {
  const schema = serviceKnobs[name];
  const path = `services.${service.name}.${name}`;
  const shape = shapeOf(schema);
  const value = service[name];
  if (shape === undefined) return [{ path, value, description: schema.description ?? '' }];
  return Object.entries(shape).map(([field, member]) => ({
    path: `${path}.${field}`,
    value: typeof value === 'object' ? (value as Readonly<Record<string, unknown>>)[field] : undefined,
    description: (member as z.ZodType).description ?? schema.description ?? '',
  }));
}

/** The fields of a section, below what gives it a default. */
function shapeOf(schema: z.ZodType): z.ZodRawShape | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    return shapeOf(schema.def.innerType as z.ZodType);
  }
  return undefined;
}
