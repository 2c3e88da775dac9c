import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { databaseName } from '../platform/aws-names';
import { pascalCase } from '../platform/pascal-case';
import type { Platform, Postgres } from '../platform/types';
import { logGroup } from './log-group';

type Aurora = Extract<Postgres, { provider: 'aurora' }>;

/** The groups of the logs that the database exports, made before it: it would make them itself, without an end. */
export function postgresLogs(scope: Construct, platform: Platform, { logExports }: Aurora): readonly LogGroup[] {
  const name = databaseName(platform.environment);
  return logExports.map((log) => logGroup(scope, logGroupId(log), platform, `/aws/rds/cluster/${name}/${log}`));
}

/** The first one keeps its id: under another, CloudFormation would make a second group of the same name. */
const logGroupId = (log: string): string => (log === 'postgresql' ? 'LogGroup' : `LogGroup${pascalCase(log)}`);
