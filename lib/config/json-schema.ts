import { z } from 'zod';
import { platformSchema } from './schema/index';

/** The schema of a config file for editors; a file may also say `extends`, which the reader takes out before the check. */
export function platformJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(platformSchema, {
    io: 'input',
    // The one thing that JSON cannot say is `undefined`, by which a union knows that its discriminator is left out.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'undefined') jsonSchema.not = {};
    },
  }) as Record<string, unknown>;
  const { required: _, ...rest } = schema; // a file that extends another need not repeat what that one says
  return {
    ...rest,
    title: 'Memorai platform',
    properties: {
      extends: {
        description: 'Files that this one builds on, relative to it: maps merge, lists replace, null takes back',
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      },
      ...(schema.properties as Record<string, unknown>),
    },
  };
}
