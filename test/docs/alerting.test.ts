import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { alerts } from '../../lib/monitoring/alerts/index';
import { heardBy } from '../../lib/platform/heard-by';
import { resolvePlatform } from '../../lib/platform/index';
import { teamOf } from '../../lib/platform/teams';
import { checkPlatform } from '../../lib/rules/index';
import { plain } from '../support/configs';

const page = readFileSync('docs/alerting.md', 'utf8');
const config = plain(parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''));
const platform = resolvePlatform(config);

/** Rows of the table: `ServiceDown` of search → search, archive. */
const rows = Array.from(
  page.matchAll(/^\| `(\w+)`(?: of (?:the )?(\w+))?.* \| (.*) \|$/gm),
  ([, name, service, heard]) => ({
    name: name ?? '',
    service,
    heard: (heard ?? '').split(', ').sort(),
  }),
);

test('the example has nobody who hears of nothing', () => {
  const found = checkPlatform(platform).filter(({ rule }) => ['alert-receivers', 'receiver-teams'].includes(rule));
  expect(found).toEqual([]);
});

test.each(rows)('$name reaches whom docs/alerting.md says', ({ name, service, heard }) => {
  const severity = alerts.find((alert) => alert.name === name)?.severity ?? 'none';
  const team = teamOf(platform, service === undefined ? undefined : platform.services[service]);
  const receivers = heardBy(platform.alerting?.receivers ?? [], severity === 'none' ? 'watchdog' : severity, team);
  expect(receivers.map((receiver) => receiver.name).sort()).toEqual(heard);
});

test('there are rows of each kind', () => {
  expect(rows.map(({ name }) => name)).toEqual(['ServiceDown', 'PodRestarts', 'PostgresDown', 'Watchdog']);
});
