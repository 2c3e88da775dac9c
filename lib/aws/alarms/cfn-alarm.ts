import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { logicalIds } from '../logical-ids';
import { type Alarm, isFormula, type Metric } from './alarm';

/**
 * Writes an alarm.
 * @param name whole: with the prefix of the environment
 * @param topicArn who is told when it begins and when it is over; nobody where it is undefined
 */
export function cfnAlarm(scope: Construct, alarm: Alarm, name: string, topicArn: string | undefined): CfnAlarm {
  const { measure, periods, periodSeconds: period } = alarm;
  const actions = topicArn === undefined ? {} : { alarmActions: [topicArn], okActions: [topicArn] };
  const resource = new CfnAlarm(scope, `${alarm.id}-alarm`, {
    alarmName: name,
    alarmDescription: `[${alarm.severity}] ${alarm.advice}`,
    comparisonOperator: alarm.comparison === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold',
    threshold: alarm.threshold,
    evaluationPeriods: periods.outOf,
    datapointsToAlarm: periods.breaching,
    treatMissingData: alarm.silence,
    ...actions,
    ...(isFormula(measure)
      ? {
          metrics: [
            { id: 'result', expression: measure.expression, label: alarm.id, returnData: true },
            ...Object.entries(measure.metrics).map(([id, metric]) => ({
              id,
              metricStat: {
                metric: {
                  namespace: metric.namespace,
                  metricName: metric.name,
                  dimensions: dimensions(metric),
                },
                period,
                stat: metric.statistic,
              },
              returnData: false,
            })),
          ],
        }
      : {
          namespace: measure.namespace,
          metricName: measure.name,
          dimensions: dimensions(measure),
          period,
          ...(/^p\d/.test(measure.statistic)
            ? { extendedStatistic: measure.statistic }
            : { statistic: measure.statistic }),
        }),
  });
  resource.overrideLogicalId(logicalIds.alarm(alarm.id));
  return resource;
}

const dimensions = (metric: Metric): { name: string; value: string }[] =>
  Object.entries(metric.dimensions).map(([name, value]) => ({ name, value }));
