import type { PlatformConfig } from '../../lib/config/schema/index';
import { alerts } from '../../lib/monitoring/alerts/index';
import { ruleTests } from '../../lib/monitoring/rule-tests';
import { ruleGroups } from '../../lib/monitoring/rules';
import { teamOfSeries } from '../../lib/monitoring/team-label';
import type { AlertName } from '../../lib/platform/alert-names';
import { resolvePlatform } from '../../lib/platform/index';
import { production } from '../support/configs';
import { teams } from './platforms';

const labelOf = (config: PlatformConfig, name: AlertName): string | undefined =>
  ruleGroups(resolvePlatform(config))
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => ('alert' in rule && rule.alert === name ? [rule.labels] : []))[0]?.team;

test('no alert has the label where nobody has a team', () => {
  const labels = ruleGroups(resolvePlatform(production()))
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => ('alert' in rule ? [rule.labels] : []));
  expect(labels.filter(({ team }) => team !== undefined)).toEqual([]);
});

test('what all share has the team that is named for it', () => {
  expect([labelOf(teams, 'PostgresDown'), labelOf(teams, 'Watchdog')]).toEqual(['platform', 'platform']);
});

test('a rule about all services finds the team by the label that names one', () => {
  expect(labelOf({ ...teams, services: { worker: { team: 'data' } } }, 'ServiceDown')).toBe(
    '{{ if match "^(?:memorai-worker)$" $labels.job }}data{{ else }}platform{{ end }}',
  );
});

test('without a team for what all share a service without one has none', () => {
  expect(labelOf(production({ services: { worker: { team: 'data' } } }), 'ServiceDown')).toBe(
    '{{ if match "^(?:memorai-worker)$" $labels.job }}data{{ else }}{{ end }}',
  );
});

test('what the queue says is of the team that works on it', () => {
  const config = production({ services: { worker: { team: 'data' }, api: { team: 'web' } } });
  expect([labelOf(config, 'QueueTooOld'), labelOf(config, 'DeadLetters')]).toEqual(['data', 'data']);
});

test.each<[AlertName, Readonly<Record<string, string>>, string | undefined]>([
  ['ServiceDown', { job: 'memorai-worker' }, 'data'],
  ['ServiceDown', { job: 'memorai-worker-next' }, 'platform'],
  ['PodsNotAvailable', { deployment: 'memorai-mcp' }, 'agents'],
  ['AutoscalerAtMaximum', { horizontalpodautoscaler: 'memorai-api-hpa' }, 'web'],
  ['PodRestarts', { pod: 'memorai-api-6d5c9f7b84-x2k7p' }, 'web'],
  // Of a service `api-next`, and of a store.
  ['PodRestarts', { pod: 'memorai-api-next-6d5c9f7b84-x2k7p' }, 'platform'],
  ['PodRestarts', { pod: 'memorai-qdrant-0' }, 'platform'],
  ['RedisDown', { job: 'memorai-worker' }, 'platform'],
])('%s of %p is of %s', (name, labels, team) => {
  const alert = alerts.find((one) => one.name === name);
  expect(alert && teamOfSeries(resolvePlatform(teams), alert, labels)).toEqual({ team });
});

test('the tests of the rules wait for the team of the service that fires', () => {
  const { tests } = ruleTests(resolvePlatform(teams), 'rules.yaml');
  const expected = tests
    .flatMap(({ alert_rule_test: rows = [] }) => rows)
    .filter(({ alertname }) => alertname === 'PodRestarts')
    .flatMap(({ exp_alerts: found }) => found.map(({ exp_labels }) => exp_labels));
  expect(expected).toEqual([expect.objectContaining({ pod: 'memorai-api-6d5c9f7b84-x2k7p', team: 'web' })]);
});
