import type { IConstruct } from 'constructs';
import type { Platform, Postgres } from '../platform/types';
import { acceptFindings } from './accepted-findings';

type Aurora = Extract<Postgres, { provider: 'aurora' }>;

/** What the config says of a database, in either region, and a linter would not. */
export function acceptDatabase(cluster: IConstruct, { protection }: Platform, { iamAuthentication }: Aurora): void {
  if (protection.level === 'none') acceptFindings(cluster, `not protected: ${protection.reason}`, 'AwsSolutions-RDS10');
  if (!iamAuthentication) {
    acceptFindings(cluster, 'the config says that nobody signs in with a token of IAM', 'AwsSolutions-RDS6');
  }
}
