// Writes the pages under docs/ that follow from the code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformJsonSchema } from '../lib/config/json-schema';
import { settingsRegistry } from '../lib/platform/settings-registry';
import { knobsPage } from './knobs-page';
import { settingsPage } from './settings-page';

const folder = join(__dirname, '..', '..', 'docs');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'settings.md'), settingsPage(settingsRegistry));
writeFileSync(join(folder, 'knobs.md'), knobsPage(platformJsonSchema()));
