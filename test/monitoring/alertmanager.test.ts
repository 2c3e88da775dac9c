import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { alertmanagerConfig } from '../../lib/monitoring/alertmanager';
import { alerts } from '../../lib/monitoring/alerts/index';
import { resolvePlatform } from '../../lib/platform/index';
import { production } from '../support/configs';
import { everything, teams } from './platforms';

const configOf = (config: PlatformConfig) => alertmanagerConfig(resolvePlatform(config));
const routesOf = (config: PlatformConfig) =>
  (configOf(config).route.routes ?? []).map(({ matchers, routes }) => [
    matchers?.join(),
    (routes ?? []).map(({ receiver }) => receiver),
  ]);

describe('routes', () => {
  test('lead each kind of alert to all who want to hear of it', () => {
    expect(routesOf(everything)).toEqual([
      ['alertname="Watchdog"', ['archive', 'heartbeat']],
      ['severity="critical"', ['archive', 'oncall', 'team']],
      ['severity="warning"', ['archive', 'team']],
    ]);
  });

  test('go on after the first who hears', () => {
    const inner = (configOf(everything).route.routes ?? []).flatMap(({ routes }) => routes ?? []);
    expect(new Set(inner.map((route) => route.continue))).toEqual(new Set([true]));
  });

  test('lead to nobody, by name, where no receiver is there', () => {
    expect(routesOf(production())).toEqual([
      ['alertname="Watchdog"', []],
      ['severity="critical"', []],
      ['severity="warning"', []],
    ]);
    expect(configOf(production()).receivers).toEqual([{ name: 'Nobody' }]);
  });
});

describe('routes of teams', () => {
  /** Of the one route of a severity: whom each team leads to, and where the others go. */
  const told = (config: PlatformConfig, severity: string) => {
    const route = (configOf(config).route.routes ?? []).find(({ matchers }) => matchers?.join() === severity);
    const to = (routes: typeof route = { receiver: '' }) => (routes.routes ?? []).map(({ receiver }) => receiver);
    const inner = route?.routes ?? [];
    return {
      teams: Object.fromEntries(inner.filter(({ matchers }) => matchers).map((one) => [one.matchers?.join(), to(one)])),
      others: inner.filter(({ matchers }) => matchers === undefined).map(({ receiver }) => receiver),
    };
  };

  test('lead to the receivers of the team, and to those of all teams', () => {
    expect(told(teams, 'severity="warning"')).toEqual({
      teams: { 'team="data"': ['archive', 'data'], 'team="web"': ['archive', 'web'] },
      others: ['archive', 'operations'],
    });
  });

  test('leave a team whose receivers do not hear of the severity to those of no team', () => {
    expect(told(teams, 'severity="critical"')).toEqual({
      teams: { 'team="data"': ['archive', 'data'] },
      others: ['archive', 'oncall'],
    });
  });

  test('are none for the watchdog, which is about what all share', () => {
    expect(told(teams, 'alertname="Watchdog"')).toEqual({ teams: {}, others: ['operations'] });
  });

  test('end where the team is found, and not at the first of its receivers', () => {
    const ends = (configOf(teams).route.routes ?? []).flatMap(({ routes }) => routes ?? []);
    expect(ends.filter(({ matchers }) => matchers).map((one) => one.continue)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('are none where every receiver hears of every team', () => {
    expect(told(everything, 'severity="critical"').teams).toEqual({});
  });
});

describe('one alert silences another', () => {
  const pairs = (config: PlatformConfig) =>
    configOf(config).inhibit_rules.map(({ source_matchers: [source], target_matchers, equal }) => [
      source,
      target_matchers.join(),
      equal.join(),
    ]);

  test('by name, where it explains it, and about the same thing', () => {
    expect(pairs(everything)).toEqual([
      ['alertname="HighErrorRate"', 'alertname="ErrorBudgetBurnsSlowly"', 'environment,job'],
      ['alertname="ServiceDown"', 'alertname="HighResponseTime"', 'environment,job'],
      ['alertname="ServiceDown"', 'alertname="ErrorBudgetBurnsSlowly"', 'environment,job'],
      ['alertname="ErrorBudgetBurnsFast"', 'alertname="ErrorBudgetBurnsSlowly"', 'environment,job'],
      ['alertname="PostgresDown"', 'alertname="HighResponseTime"', 'environment'],
      ['alertname="RedisDown"', 'alertname="HighResponseTime"', 'environment'],
      ['alertname="RedisDown"', 'alertname="RedisMemoryNearLimit"', 'environment,instance'],
      ['alertname="QdrantNodesMissing"', 'alertname="QdrantConsensusStuck"', 'environment'],
      ['alertname="VolumeFull"', 'alertname="VolumeFills"', 'environment,persistentvolumeclaim'],
    ]);
  });

  test('only where it has the labels: two alerts without one would be about the same', () => {
    for (const { source_matchers, equal } of configOf(everything).inhibit_rules) {
      expect(source_matchers.slice(1)).toEqual(equal.slice(1).map((label) => `${label}!=""`));
    }
  });

  const evicting: PlatformConfig = { ...everything, stores: { ...everything.stores, redis: { provider: 'cluster' } } };
  test.each<[string, PlatformConfig, boolean]>([
    ['DiskFills', production(), true],
    ['DiskFills', everything, false],
    ['RedisEvicts', evicting, true],
    ['RedisEvicts', everything, false],
  ])('%s only where there is such an alert %#', (target, config, expected) => {
    expect(pairs(config).some(([, one]) => one === `alertname="${target}"`)).toBe(expected);
  });

  test('and never one that is as grave', () => {
    for (const { name, severity, explains = {} } of alerts) {
      for (const target of Object.keys(explains)) {
        expect([name, severity, target, alerts.find((one) => one.name === target)?.severity]).toEqual([
          name,
          'critical',
          target,
          'warning',
        ]);
      }
    }
  });
});

const off = (...names: readonly string[]) => ({
  monitoring: {
    alerts: Object.fromEntries(
      names.map((name) => [name, { enabled: false as const, reason: 'somebody else has one' }]),
    ),
  },
});

test('what is off has no route', () => {
  expect(routesOf(production(off('Watchdog')))).toEqual([
    ['severity="critical"', []],
    ['severity="warning"', []],
  ]);
});

test('where no alert is critical, none is told or silences others', () => {
  const critical = alerts.filter(({ severity }) => severity === 'critical').map(({ name }) => name);
  const config = configOf(production(off(...critical)));
  expect(config.route.routes?.map(({ matchers }) => matchers)).toEqual([
    ['alertname="Watchdog"'],
    ['severity="warning"'],
  ]);
  expect(config.inhibit_rules).toEqual([]);
  expect(checkOutput(resolvePlatform(production(off(...critical))))).toEqual([]);
});

test('each way of telling reads its secret from a file', () => {
  const [, archive, heartbeat, oncall, team] = configOf(everything).receivers;
  expect(archive).toEqual({
    name: 'archive',
    email_configs: [
      {
        to: 'ops@memorai.com, night@memorai.com',
        from: 'alerts@memorai.com',
        smarthost: 'mail.memorai.com:587',
        auth_username: 'alerts',
        auth_password_file: 'secrets/archive',
        require_tls: true,
        send_resolved: true,
      },
    ],
  });
  expect(heartbeat).toEqual({
    name: 'heartbeat',
    webhook_configs: [{ url_file: '/run/secrets/heartbeat', send_resolved: true }],
  });
  expect(oncall).toMatchObject({ name: 'oncall', pagerduty_configs: [{ routing_key_file: 'secrets/oncall' }] });
  expect(team).toMatchObject({ name: 'team', slack_configs: [{ api_url_file: 'secrets/team', channel: '#alerts' }] });
});
