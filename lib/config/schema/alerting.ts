import { z } from 'zod';
import { milliseconds } from '../units';
import { distinct, host, port, reason, shortName } from './common';

/** Where Alertmanager reads the one secret of a receiver; the value itself is in no output. */
const secretFile = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9_./-]{1,200}$/, { error: 'must be a path of letters, digits and "_./-"' })
    .optional()
    .describe('File with the secret, relative to alertmanager.yml; default: secrets/ and the name of the receiver');

const webAddress = /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*$/;

const severities = () =>
  distinct(z.enum(['critical', 'warning', 'watchdog']))
    .min(1)
    .optional()
    .describe('What it hears of; watchdog is the alert that always fires; default: critical and warning');

/** PagerDuty refuses the severity of the watchdog, and would have an incident that never ends. */
const pageable = () =>
  distinct(
    z.enum(['critical', 'warning'], {
      error:
        'must be critical or warning: the watchdog always fires, and belongs to a webhook that misses it when it stops',
    }),
  )
    .min(1)
    .optional()
    .describe('What it hears of; default: critical and warning');

const teams = () =>
  z
    .union([z.literal('all'), z.array(shortName()).min(1)])
    .optional()
    .describe(
      'Whose alerts it hears of, by `team` of their services, or all; default: those of no team, and of teams that no receiver names',
    );

const address = () => z.email({ error: 'must be an address of e-mail' });

const receiver = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('slack'),
    channel: z.string().regex(/^[#@][^\s]{1,80}$/, { error: 'must be a channel such as #alerts' }),
    secretFile: secretFile(),
    severities: severities(),
    teams: teams(),
  }),
  z.strictObject({ kind: z.literal('pagerduty'), secretFile: secretFile(), severities: pageable(), teams: teams() }),
  z.strictObject({ kind: z.literal('webhook'), secretFile: secretFile(), severities: severities(), teams: teams() }),
  z.strictObject({
    kind: z.literal('email'),
    to: distinct(address()).min(1),
    from: address(),
    server: z.strictObject({
      host: host(),
      port: port().optional().describe('Default: 587'),
      username: z.string().min(1).max(320),
    }),
    secretFile: secretFile(),
    severities: severities(),
    teams: teams(),
  }),
]);

/** What is promised, which alerts are left out, and who hears of the others. */
export const alertingFields = {
  objectives: z
    .strictObject({
      availability: z
        .number()
        .min(95)
        .max(99.99)
        .optional()
        .describe('Percent of the answers of 30 days that are no server errors; default: 99.9'),
      latency: milliseconds().optional().describe('Time within which answers come; default: 100ms (guide L1320)'),
      latencyPercent: z
        .number()
        .min(50)
        .max(99)
        .optional()
        .describe('Percent of the answers that come within it; default: 95 (guide L1320)'),
    })
    .optional(),
  alerts: z
    .record(z.string(), z.strictObject({ enabled: z.literal(false), reason: reason() }))
    .optional()
    .describe('Alerts that are left out, by name, each with its reason; default: none'),
  team: shortName()
    .optional()
    .describe(
      'Whose alerts are that are about no service, or about one without a team: stores, nodes, the watch itself; default: nobody',
    ),
  runbooks: z
    .string()
    .regex(webAddress, {
      error:
        'must be an address such as https://git.example.com/infrastructure/main/dist, without credentials and without a "/" at its end',
    })
    .optional()
    .describe(
      'Where people read the folder of the output: alerts then lead to <address>/<environment>/operations/runbooks.md; default: the general pages of memorai-infra',
    ),
  receivers: z
    .record(shortName(), receiver)
    .optional()
    .describe('Who hears of alerts, by a name of your own; default: nobody'),
};
