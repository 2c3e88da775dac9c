import { teamOf, teamsOf } from '../platform/teams';
import type { Platform, Service } from '../platform/types';
import type { Alert, ServiceLabel } from './alerts/alert';

/** The expression that a label which names a service matches. */
const namedBy = {
  job: ({ fullName }: Service) => fullName,
  deployment: ({ fullName }: Service) => fullName,
  horizontalpodautoscaler: ({ hpaName }: Service) => hpaName,
  /** A Deployment calls its pods by its own name, that of the release, and five characters. */
  pod: ({ fullName }: Service) => `${fullName}-[a-z0-9]+-[a-z0-9]{5}`,
} as const satisfies Readonly<Record<ServiceLabel, (service: Service) => string>>;

type Labels = Readonly<Record<string, string>>;

/** The label `team` as a rule gives it: a template of Prometheus where the rule is about services of several teams. */
export function teamLabel(platform: Platform, { about }: Alert): Labels {
  if (typeof about !== 'string') return label(teamOf(platform, about?.(platform)));
  const shared = teamOf(platform, undefined);
  const cases = teamsOf(platform)
    .filter((team) => team !== shared)
    .map((team) => [team, Object.values(platform.services).filter((service) => service.team === team)] as const)
    .map(
      ([team, services]) =>
        `if match "^(?:${services.map(namedBy[about]).join('|')})$" $labels.${about} }}${team}{{ else `,
    );
  return label(cases.length === 0 ? shared : `{{ ${cases.join('')}}}${shared ?? ''}{{ end }}`);
}

/** The same of an alert with these labels. */
export function teamOfSeries(platform: Platform, alert: Alert, labels: Labels): Labels {
  const { about } = alert;
  if (typeof about !== 'string') return teamLabel(platform, alert);
  const value = labels[about] ?? '';
  const isNamed = (service: Service) => new RegExp(`^(?:${namedBy[about](service)})$`).test(value);
  return label(teamOf(platform, Object.values(platform.services).find(isNamed)));
}

const label = (team: string | undefined): Labels => (team === undefined ? {} : { team });
