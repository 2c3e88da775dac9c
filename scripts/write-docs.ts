// Writes the pages under docs/ that follow from the code.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformJsonSchema } from '../lib/config/json-schema';
import { loadPlatform } from '../lib/load-platform';
import { controllers } from '../lib/platform/controllers';
import { settingsRegistry } from '../lib/platform/settings-registry';
import { controllersPage } from './controllers-page';
import { costDriversPage } from './cost-drivers-page';
import { dashboardsPages } from './dashboards-page';
import { knobsPage } from './knobs-page';
import { monitoringPages } from './monitoring-pages';
import { rivalsPage } from './rivals-page';
import { rulePages } from './rule-pages';
import { settingsPage } from './settings-page';
import { shippedTemplates } from './shipped-templates';

const root = join(__dirname, '..', '..');
const folder = join(root, 'docs');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'rules-and-others.md'),
  rivalsPage(JSON.parse(readFileSync(join(root, 'scripts/conformance/rivals/found.json'), 'utf8'))),
);
writeFileSync(join(folder, 'settings.md'), settingsPage(settingsRegistry));
writeFileSync(join(folder, 'controllers.md'), controllersPage(controllers));
writeFileSync(join(folder, 'knobs.md'), knobsPage(platformJsonSchema()));
writeFileSync(join(folder, 'cost-drivers.md'), costDriversPage(shippedTemplates(join(root, 'environments'))));

// A page of an alert or a rule that is gone goes too.
for (const name of ['runbooks', 'rules']) {
  rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, name));
}
const production = loadPlatform(join(folder, '..', 'environments', 'production.yaml'));
for (const { path, content } of [...monitoringPages(production), ...dashboardsPages(production), ...rulePages()])
  writeFileSync(join(folder, path), content);
