// Writes docs/settings.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsRegistry } from '../lib/platform/settings-registry';
import { settingsPage } from './settings-page';

const folder = join(__dirname, '..', '..', 'docs');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'settings.md'), settingsPage(settingsRegistry));
