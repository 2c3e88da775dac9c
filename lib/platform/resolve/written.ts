import type { CheckedConfig } from '../../config/schema/index';

/** One service as it was written, checked. */
export type WrittenService = NonNullable<CheckedConfig['services']>[string];

/** The aws section as it was written, checked. */
export type WrittenAws = NonNullable<CheckedConfig['aws']>;
