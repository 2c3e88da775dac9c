import type { SchemaNode } from '../../../lib/cli/explain/schema-at';

/** What is read of the config's schema beyond what `explain` reads. */
export interface Schema extends SchemaNode {
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly exclusiveMinimum?: number;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly not?: object;
}
