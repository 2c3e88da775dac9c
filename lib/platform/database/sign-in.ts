import { partitionOf } from '../aws-regions';
import type { Aws, Platform } from '../types';

/** Where a partition of its own keeps its authorities: those of the others have signed nothing there (Aurora user guide, 'Certificate bundles by AWS Region'). */
const trustStores: Readonly<Record<string, string>> = {
  'aws-cn': 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn',
  'aws-us-gov': 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com',
};

/** The certificates that sign those of Aurora in a region; beside psql on disk as `global-bundle.pem`. */
export const caBundle = (region: string): string =>
  `${trustStores[partitionOf(region)] ?? 'https://truststore.pki.rds.amazonaws.com'}/global/global-bundle.pem`;

/** How a person gets a session on Aurora, in parts of a shell's line. */
export interface SignIn {
  /** Prints the address, which is known once the database is there; the others read it as `$H`. */
  readonly host: string;
  /** Prints a password that holds for a quarter of an hour. */
  readonly token: string;
  /** What psql connects to. */
  readonly target: string;
}

/** With a token of IAM, as the role of people; undefined where the database takes none. */
export function signInOf({ aws, stores }: Pick<Platform, 'aws' | 'stores'>): SignIn | undefined {
  const { postgres } = stores;
  if (aws === undefined || postgres.people === undefined) return undefined;
  const { region, parameters } = aws;
  const { username } = postgres.people;
  return {
    host: hostCommand({ region, parameters }),
    token: `aws rds generate-db-auth-token --region ${region} --hostname "$H" --port ${postgres.port} --username ${username}`,
    target: targetAs({ stores }, username),
  };
}

/** Prints the address of Aurora. */
export const hostCommand = ({ region, parameters }: Pick<Aws, 'region' | 'parameters'>): string =>
  `aws ssm get-parameter --region ${region} --name ${parameters.postgresHost} --query Parameter.Value --output text`;

/** What psql connects to as a role, once `$H` is the address. */
export const targetAs = ({ stores: { postgres } }: Pick<Platform, 'stores'>, username: string): string =>
  `host=$H port=${postgres.port} dbname=${postgres.database} user=${username} sslmode=verify-full sslrootcert=global-bundle.pem`;
