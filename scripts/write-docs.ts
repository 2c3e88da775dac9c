// Writes the pages under docs/ that follow from the code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformJsonSchema } from '../lib/config/json-schema';
import { controllers } from '../lib/platform/controllers';
import { settingsRegistry } from '../lib/platform/settings-registry';
import { controllersPage } from './controllers-page';
import { knobsPage } from './knobs-page';
import { settingsPage } from './settings-page';

const folder = join(__dirname, '..', '..', 'docs');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'settings.md'), settingsPage(settingsRegistry));
writeFileSync(join(folder, 'controllers.md'), controllersPage(controllers));
writeFileSync(join(folder, 'knobs.md'), knobsPage(platformJsonSchema()));
