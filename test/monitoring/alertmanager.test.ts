import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { alertmanagerConfig } from '../../lib/monitoring/alertmanager';
import { alerts } from '../../lib/monitoring/alerts/index';
import { resolvePlatform } from '../../lib/platform/index';
import { production } from '../support/configs';
import { everything } from './platforms';

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

test('a critical alert silences warnings about the same thing, and only where it names one', () => {
  expect(configOf(production()).inhibit_rules).toEqual([
    {
      source_matchers: ['severity="critical"', 'job!=""'],
      target_matchers: ['severity="warning"'],
      equal: ['environment', 'job'],
    },
    {
      source_matchers: ['severity="critical"', 'instance!=""'],
      target_matchers: ['severity="warning"'],
      equal: ['environment', 'instance'],
    },
  ]);
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
