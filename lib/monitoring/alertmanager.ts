import { heardBy } from '../platform/heard-by';
import { teamsOf } from '../platform/teams';
import type { Audience, Platform, Receiver } from '../platform/types';
import type { Alert } from './alerts/alert';
import { alertsOf } from './alerts/index';

interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly continue?: boolean;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly routes?: readonly Route[];
}

/** alertmanager.yml. Paths are relative to it. */
interface AlertmanagerConfig {
  readonly route: Route;
  readonly inhibit_rules: readonly {
    readonly source_matchers: readonly string[];
    readonly target_matchers: readonly string[];
    readonly equal: readonly string[];
  }[];
  readonly receivers: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

/** Where alerts go that nobody asked for: a receiver without an integration. Its capitals no name of a config can have. */
const NOBODY = 'Nobody';

/** How each kind of alert is told, in the order in which routes are tried. */
const audiences: Readonly<Record<Audience, Omit<Route, 'receiver'>>> = {
  // As often as a service that waits for it needs to hear it.
  watchdog: { matchers: ['alertname="Watchdog"'], group_wait: '0s', group_interval: '1m', repeat_interval: '5m' },
  critical: { matchers: ['severity="critical"'], group_wait: '10s', repeat_interval: '1h' },
  warning: { matchers: ['severity="warning"'], group_wait: '1m', repeat_interval: '12h' },
};

/** Whom an alert is for. */
const audienceOf = ({ name, severity }: Alert): Audience | undefined => {
  if (severity !== 'none') return severity;
  return name === 'Watchdog' ? 'watchdog' : undefined;
};

/**
 * Routes by severity, then by team; an alert silences those that it explains (the guide has none of it, E108). What no alert of the
 * environment is for has no route.
 */
export function alertmanagerConfig(platform: Platform): AlertmanagerConfig {
  const receivers = platform.alerting?.receivers ?? [];
  const alerts = alertsOf(platform);
  const told = new Set(alerts.map(audienceOf));
  return {
    route: {
      receiver: NOBODY,
      group_by: ['alertname', 'environment', 'job', 'namespace'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
      routes: (['watchdog', 'critical', 'warning'] as const)
        .filter((audience) => told.has(audience))
        .map((audience) => ({
          receiver: NOBODY,
          ...audiences[audience],
          routes: [
            ...(audience === 'watchdog' ? [] : teamRoutes(platform, audience)),
            ...all(heardBy(receivers, audience, undefined)),
          ],
        })),
    },
    inhibit_rules: inhibitions(alerts),
    receivers: [{ name: NOBODY }, ...receivers.map((receiver) => ({ name: receiver.name, ...integration(receiver) }))],
  };
}

/** Each of the receivers: the first that hears of it does not end the search. */
const all = (receivers: readonly Receiver[]): readonly Route[] =>
  receivers.map(({ name }) => ({ receiver: name, continue: true }));

/** Teams whom a receiver names; alerts of the others go where those of no team go. */
function teamRoutes(platform: Platform, audience: Audience): readonly Route[] {
  const receivers = platform.alerting?.receivers ?? [];
  const rest = heardBy(receivers, audience, undefined);
  return teamsOf(platform)
    .map((team) => ({ team, heard: heardBy(receivers, audience, team) }))
    .filter(({ heard }) => heard.length !== rest.length || heard.some((one) => !rest.includes(one)))
    .map(({ team, heard }) => ({ receiver: NOBODY, matchers: [`team="${team}"`], routes: all(heard) }));
}

/** By name, and not by a label that both have: two alerts of one exporter are about different things. */
function inhibitions(alerts: readonly Alert[]): AlertmanagerConfig['inhibit_rules'] {
  return alerts.flatMap(({ name, explains = {} }) =>
    alerts.flatMap((target) => {
      const labels = explains[target.name];
      if (labels === undefined) return [];
      return [
        {
          // A label that both lack counts as equal: the source must have it, or it would silence all of that name.
          source_matchers: [`alertname="${name}"`, ...labels.map((label) => `${label}!=""`)],
          target_matchers: [`alertname="${target.name}"`],
          equal: ['environment', ...labels],
        },
      ];
    }),
  );
}

/** Secrets by file: no value of one is ever in a file of ours. */
function integration(receiver: Receiver): Readonly<Record<string, unknown>> {
  const { secretFile } = receiver;
  switch (receiver.kind) {
    case 'slack':
      return {
        slack_configs: [
          {
            api_url_file: secretFile,
            channel: receiver.channel,
            send_resolved: true,
            title: '{{ .Status | toUpper }} {{ .CommonAnnotations.summary }}',
            text: '{{ range .Alerts }}{{ .Annotations.description }} <{{ .Annotations.runbook_url }}|runbook>\n{{ end }}',
          },
        ],
      };
    case 'pagerduty':
      return {
        pagerduty_configs: [
          {
            routing_key_file: secretFile,
            severity: '{{ .CommonLabels.severity }}',
            description: '{{ .CommonAnnotations.summary }}',
          },
        ],
      };
    case 'webhook':
      return { webhook_configs: [{ url_file: secretFile, send_resolved: true }] };
    case 'email':
      return {
        email_configs: [
          {
            to: receiver.to.join(', '),
            from: receiver.from,
            smarthost: `${receiver.server.host}:${receiver.server.port}`,
            auth_username: receiver.server.username,
            auth_password_file: secretFile,
            require_tls: true,
            send_resolved: true,
          },
        ],
      };
  }
}
