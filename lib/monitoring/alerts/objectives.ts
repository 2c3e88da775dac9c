import type { Objectives, Platform } from '../../platform/types';

/** What is promised of the services. Throws where nothing watches them: a serverless platform. */
export function objectivesOf({ environment, deployment, alerting }: Platform): Objectives {
  if (alerting === undefined)
    throw new Error(`environment ${environment} is ${deployment}: Prometheus does not watch it`);
  return alerting.objectives;
}

/** As Prometheus' humanizePercentage writes it: four digits. */
export const percentage = (share: number): string => `${fourDigits(share * 100)}%`;

/** As Prometheus' humanizeDuration writes what is shorter than a minute. */
export const duration = (seconds: number): string =>
  seconds < 1 ? `${fourDigits(seconds * 1000)}ms` : `${fourDigits(seconds)}s`;

const fourDigits = (value: number): string => String(Number(value.toPrecision(4)));
