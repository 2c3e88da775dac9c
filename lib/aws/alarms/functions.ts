import type { Alarms, LambdaFunction, MigrationFunction, Platform, Service } from '../../platform/types';
import { type Alarm, type Formula, inARow, type Metric } from './alarm';

/** Share of a limit at which there is still time to act. */
const NEAR = 0.9;

/** Of each function (Lambda developer guide, "Types of metrics for Lambda functions"). */
export function functionAlarms({ services, aws }: Platform, { limits }: Alarms): readonly Alarm[] {
  return [
    ...Object.values(services).flatMap((service) =>
      service.lambda === undefined ? [] : alarmsOf(service, service.lambda, limits.errorPercent),
    ),
    ...(aws?.migration?.kind === 'function' && aws.migration.schedule !== undefined
      ? [migrationAlarm(aws.migration)]
      : []),
  ];
}

/** Of what runs between releases; a deployment tells whoever deploys. */
const migrationAlarm = ({ functionName }: MigrationFunction): Alarm => ({
  id: 'migrate-errors',
  subject: 'migrate',
  severity: 'warning',
  measure: metricOf({ FunctionName: functionName })('Errors', 'Sum'),
  comparison: 'above',
  threshold: 0,
  periodSeconds: 60,
  periods: inARow(1),
  silence: 'notBreaching',
  source: 'any: partitions are made months ahead, so that there is time to mend it',
  advice: `Function ${functionName} could not make the partitions of the months ahead, or a step that a person asked for failed. Read its log, mend the cause, invoke it again.`,
});

function alarmsOf({ name }: Service, lambda: LambdaFunction, errorPercent: number): readonly Alarm[] {
  const metric = metricOf({ FunctionName: lambda.functionName });
  const perMinute = { subject: name, comparison: 'above', periodSeconds: 60, silence: 'notBreaching' } as const;
  return [
    {
      ...perMinute,
      id: `${name}-errors`,
      severity: 'critical',
      measure: failedShare(metric),
      threshold: errorPercent,
      periods: inARow(2),
      source: 'alarms.errorPercent',
      advice: `More than ${errorPercent}% of the invocations of ${lambda.functionName} end with an error or at the time-out of ${lambda.timeoutSeconds} s. Read its log; roll back if it began with a deployment.`,
    },
    {
      ...perMinute,
      id: `${name}-throttles`,
      severity: 'warning',
      measure: metric('Throttles', 'Sum'),
      threshold: 0,
      periods: { breaching: 3, outOf: 5 },
      source: 'any: a throttled request is a refused one',
      advice: `Lambda gives ${lambda.functionName} no more than its ${lambda.concurrency} sandboxes, or the account has none left, and refuses what is more. Raise its concurrency with the connections of the database, or the quota of the account.`,
    },
    {
      ...perMinute,
      id: `${name}-concurrency`,
      severity: 'warning',
      measure: metric('ConcurrentExecutions', 'Maximum'),
      threshold: Math.floor(lambda.concurrency * NEAR),
      periods: inARow(5),
      source: `${NEAR * 100}% of lambda.concurrency (${lambda.concurrency}), which the connections bound (E26)`,
      advice: `Nearly all of the ${lambda.concurrency} sandboxes of ${lambda.functionName} work. More load is refused: find the slow call, or raise concurrency and the connections of the database together.`,
    },
    {
      ...perMinute,
      id: `${name}-duration`,
      severity: 'warning',
      measure: metric('Duration', 'p99'),
      threshold: lambda.timeoutSeconds * 1000 * NEAR,
      periods: inARow(5),
      source: `${NEAR * 100}% of lambda.timeout (${lambda.timeoutSeconds} s)`,
      advice: `1 of 100 invocations of ${lambda.functionName} nearly reaches the time-out of ${lambda.timeoutSeconds} s and will be cut off. Traces show which call waits.`,
    },
  ];
}

/**
 * While traffic moves to a new version: errors of all that the alias serves. It is no one's alarm but CodeDeploy's,
 * which goes back to the old version; a mistake in every request of a tenth of the traffic shows at once.
 */
export function rollbackAlarm({ name }: Service, lambda: LambdaFunction, errorPercent: number): Alarm {
  return {
    id: `${name}-rollback`,
    subject: name,
    severity: 'critical',
    measure: failedShare(
      metricOf({ FunctionName: lambda.functionName, Resource: `${lambda.functionName}:${lambda.aliasName}` }),
    ),
    comparison: 'above',
    threshold: errorPercent,
    periodSeconds: 60,
    periods: inARow(1),
    silence: 'notBreaching',
    source: 'alarms.errorPercent',
    advice: `More than ${errorPercent}% of the invocations of ${lambda.functionName} fail. A deployment that is under way is rolled back; without one, see the alarm of its errors.`,
  };
}

const metricOf =
  (dimensions: Metric['dimensions']) =>
  (name: string, statistic: string): Metric => ({ namespace: 'AWS/Lambda', name, dimensions, statistic });

/** Percent; an error without an invocation in the same minute counts as all of them. */
const failedShare = (metric: (name: string, statistic: string) => Metric): Formula => ({
  expression: '100 * errors / MAX([errors, invocations])',
  metrics: { errors: metric('Errors', 'Sum'), invocations: metric('Invocations', 'Sum') },
});
