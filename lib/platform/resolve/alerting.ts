import { nearest } from '../../config/nearest';
import type { CheckedConfig } from '../../config/schema/index';
import { type AlertName, alertNames } from '../alert-names';
import { applicationContract } from '../contract';
import type { Alerting, Audience, Receiver } from '../types';
import { byDefault, type Context } from './context';

/** What Prometheus watches for; nothing when serverless. */
export function resolveAlerting(context: Context): Alerting | undefined {
  const { config } = context;
  if (config.deployment === 'serverless') return undefined;
  const { runbooks, team } = config.monitoring ?? {};
  return {
    objectives: resolveObjectives(context),
    disabled: Object.keys(config.monitoring?.alerts ?? {})
      .filter((name) => isAlert(context, name))
      .sort(),
    ...(team === undefined ? {} : { team: context.take('monitoring.team', team) }),
    ...(runbooks === undefined ? {} : { publishedAt: context.take('monitoring.runbooks', runbooks) }),
    receivers: Object.entries(config.monitoring?.receivers ?? {})
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, written]) => resolveReceiver(context, name, written)),
  };
}

function resolveObjectives(context: Context): Alerting['objectives'] {
  const written = context.config.monitoring?.objectives;
  const at = (field: string) => `monitoring.objectives.${field}`;
  const availability = context.pick(
    at('availability'),
    written?.availability,
    99.9,
    byDefault('a tenth of the errors at which somebody is woken, guide L1303'),
  );
  const latencyMs = context.pick(at('latency'), written?.latency, 100, byDefault('guide L1320'));
  const { latencyBuckets } = applicationContract;
  const latencySeconds = latencyMs / 1000;
  if (!latencyBuckets.some((bucket) => bucket === latencySeconds)) {
    context.fail(
      at('latency'),
      'value',
      `must be a bucket of the services' histogram, or the alert would guess (E105), got ${latencyMs}ms; allowed: ${latencyBuckets.map((bucket) => `${bucket * 1000}ms`).join(', ')}`,
    );
  }
  const percent = context.pick(at('latencyPercent'), written?.latencyPercent, 95, byDefault('guide L1320'));
  return { errorBudget: share(100 - availability), latencySeconds, latencyShare: share(percent) };
}

/** Six digits: 100 - 99.9 is 0.09999999999999432. */
const share = (percent: number): number => Number((percent / 100).toPrecision(6));

function isAlert(context: Context, name: string): name is AlertName {
  if (alertNames.some((known) => known === name)) return true;
  context.fail(
    `monitoring.alerts.${name}`,
    'value',
    `is no alert${nearest(name, alertNames) || ';'} docs/runbooks has a page for each`,
  );
  return false;
}

type Written = NonNullable<NonNullable<CheckedConfig['monitoring']>['receivers']>[string];

function resolveReceiver(context: Context, name: string, written: Written): Receiver {
  const at = (field: string) => `monitoring.receivers.${name}.${field}`;
  const common = {
    name,
    severities: context.pick(
      at('severities'),
      written.severities,
      ['critical', 'warning'] as Audience[],
      byDefault('all that is not the watchdog'),
    ),
    ...(written.teams === undefined ? {} : { teams: context.take(at('teams'), written.teams) }),
    secretFile: context.pick(
      at('secretFile'),
      written.secretFile,
      `secrets/${name}`,
      byDefault('a file beside alertmanager.yml'),
    ),
  };
  switch (written.kind) {
    case 'slack':
      return { ...common, kind: 'slack', channel: context.take(at('channel'), written.channel) };
    case 'email':
      return {
        ...common,
        kind: 'email',
        to: context.take(at('to'), written.to),
        from: context.take(at('from'), written.from),
        server: {
          host: context.take(at('server.host'), written.server.host),
          port: context.pick(at('server.port'), written.server.port, 587, byDefault('submission, RFC 6409')),
          username: context.take(at('server.username'), written.server.username),
        },
      };
    default:
      return { ...common, kind: written.kind };
  }
}
