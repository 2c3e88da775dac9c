// Writes schema/platform.schema.json, which editors read for completion and checks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformJsonSchema } from '../lib/config/json-schema';
import { toJson } from '../lib/emit/json';

const folder = join(__dirname, '..', '..', 'schema');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'platform.schema.json'), toJson(platformJsonSchema()));
