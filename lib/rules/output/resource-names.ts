import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';

interface Limit {
  readonly longest: number;
  readonly form: RegExp;
  readonly letters: string;
  /** Page of AWS's documentation. */
  readonly page: string;
}

const wordLike = { form: /^[\w-]+$/, letters: 'letters, digits, "-" and "_"' };
const dnsLike = {
  form: /^[A-Za-z](-?[A-Za-z0-9])*$/,
  letters: 'letters, digits and single "-", with a letter first and no "-" last',
};

/** Names that we give, by type and property. What is not here AWS makes, or takes almost anything. */
const limits: Readonly<Record<string, Limit>> = {
  'AWS::Backup::BackupVault.BackupVaultName': { longest: 50, ...wordLike, page: 'AWS Backup, CreateBackupVault' },
  'AWS::CloudWatch::Alarm.AlarmName': {
    longest: 255,
    form: /^[ -~]+$/,
    letters: 'printable ASCII',
    page: 'CloudWatch, PutMetricAlarm',
  },
  'AWS::CloudWatch::Dashboard.DashboardName': { longest: 255, ...wordLike, page: 'CloudWatch, PutDashboard' },
  'AWS::CodeDeploy::Application.ApplicationName': {
    longest: 100,
    form: /^[\w+=,.@-]+$/,
    letters: 'letters, digits and "+=,.@-_"',
    page: 'CodeDeploy, quotas',
  },
  'AWS::ECR::Repository.RepositoryName': {
    longest: 256,
    form: /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
    letters: 'small letters, digits and single separators "._-/"',
    page: 'ECR, CreateRepository',
  },
  'AWS::EKS::Cluster.Name': {
    longest: 100,
    form: /^[0-9A-Za-z][\w-]*$/,
    letters: 'letters, digits, "-" and "_"',
    page: 'EKS, CreateCluster',
  },
  'AWS::ElastiCache::ReplicationGroup.ReplicationGroupId': {
    longest: 40,
    ...dnsLike,
    page: 'ElastiCache, CreateReplicationGroup',
  },
  'AWS::IAM::ManagedPolicy.ManagedPolicyName': {
    longest: 128,
    form: /^[\w+=,.@-]+$/,
    letters: 'letters, digits and "+=,.@-_"',
    page: 'IAM, quotas',
  },
  'AWS::Lambda::Function.FunctionName': { longest: 64, ...wordLike, page: 'Lambda, CreateFunction' },
  'AWS::Logs::LogGroup.LogGroupName': {
    longest: 512,
    form: /^[\w./#-]+$/,
    letters: 'letters, digits and "_-/.#"',
    page: 'CloudWatch Logs, CreateLogGroup',
  },
  'AWS::RDS::DBCluster.DBClusterIdentifier': { longest: 63, ...dnsLike, page: 'RDS, CreateDBCluster' },
  'AWS::RDS::DBInstance.DBInstanceIdentifier': { longest: 63, ...dnsLike, page: 'RDS, CreateDBInstance' },
  'AWS::RDS::DBProxy.DBProxyName': { longest: 63, ...dnsLike, page: 'RDS, CreateDBProxy' },
  'AWS::S3::Bucket.BucketName': {
    longest: 63,
    form: /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
    letters: 'small letters, digits, "." and "-"',
    page: 'S3, "General purpose bucket naming rules"',
  },
  'AWS::SNS::Topic.TopicName': { longest: 256, ...wordLike, page: 'SNS, CreateTopic' },
  'AWS::SQS::Queue.QueueName': { longest: 80, ...wordLike, page: 'SQS, "Message queues" quotas' },
  'AWS::SSM::Parameter.Name': {
    longest: 1011,
    form: /^\/(?!aws|ssm)[\w./-]+$/i,
    letters: 'letters, digits and "_.-/", not /aws nor /ssm first',
    page: 'Systems Manager, PutParameter',
  },
  'AWS::SecretsManager::Secret.Name': {
    longest: 512,
    form: /^[\w/+=.@-]+$/,
    letters: 'letters, digits and "/_+=.@-"',
    page: 'Secrets Manager, CreateSecret',
  },
  'AWS::WAFv2::WebACL.Name': { longest: 128, ...wordLike, page: 'WAF, CreateWebACL' },
};

/** A name as it will be: an account's number has twelve digits, a region's name at most fourteen letters. */
const deployed = (name: string): string =>
  name.replaceAll('${AWS::AccountId}', '0'.repeat(12)).replaceAll('${AWS::Region}', 'r'.repeat(14));

export const resourceNames: OutputRule = {
  id: 'resource-names',
  severity: 'error',
  protects:
    'a deployment from failing half-way at a name that AWS refuses, when the stacks before it are already there',
  source: 'AWS documentation, the pages that each limit names',
  reads: ['environment', 'aws.eks.name'],
  wayOut: 'shorten the name of the environment or of the service, of which the name is made',
  check: ({ facts: { names } }) =>
    names.flatMap((one): Problem[] => {
      const limit = limits[one.type];
      const name = deployed(one.name);
      // What else stands for a value nobody knows before the deployment.
      if (limit === undefined || name.includes('${')) return [];
      if (name.length <= limit.longest && limit.form.test(name)) return [];
      return [
        {
          path: 'environment',
          value: name.length > limit.longest ? `${name.length} characters` : name,
          limit: name.length > limit.longest ? `${limit.longest} characters` : limit.letters,
          message: `${where(one)} must have at most ${limit.longest} ${limit.letters} (${limit.page}), got "${name}" (${name.length}); change the name of the environment, or of the service that it is made of`,
        },
      ];
    }),
};
