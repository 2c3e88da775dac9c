import type { Platform } from '../../../lib/platform/types';
import type { Account, LambdaFunction, Statement } from './account';
import { functionsOf } from './functions-of';

interface Request {
  readonly action: string;
  readonly resource: string;
}

/** Whether a policy's statements let through one action on one resource, as IAM decides: a refusal wins. */
function allows(statements: readonly Statement[], { action, resource }: Request): boolean {
  const matching = statements.filter(
    ({ Action, Resource }) =>
      list(Action).some((one) => glob(one, action, 'i')) && list(Resource).some((one) => glob(one, resource)),
  );
  // Which requests a condition meets is not decided here: it can only take away from what is allowed.
  const refused = matching.some(({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined);
  return !refused && matching.some(({ Effect }) => Effect === 'Allow');
}

const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

function glob(pattern: string, text: string, flags = ''): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, flags).test(text);
}

/** What nobody's function has any business with, whatever the resource. */
const foreign = [
  'secretsmanager:PutSecretValue',
  'secretsmanager:DeleteSecret',
  'secretsmanager:ListSecrets',
  'ssm:PutParameter',
  'ssm:DescribeParameters',
  'sqs:PurgeQueue',
  'sqs:SetQueueAttributes',
  'iam:PassRole',
  'iam:PutRolePolicy',
  'sts:AssumeRole',
  'kms:Decrypt',
  'lambda:UpdateFunctionCode',
  'rds:DeleteDBCluster',
  's3:GetObject',
];

const queueActions = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'];

/** Each function may read exactly what its environment names, and use the queue exactly as its edges say. */
export function judgeAccess(account: Account, platform: Platform): string[] {
  return functionsOf(account, platform).flatMap(({ own, consumes, produces }) => {
    const { FunctionName: name, statements } = own;
    const variables = Object.entries(own.Environment.Variables);
    const named = (suffix: string) => variables.filter(([key]) => key.endsWith(suffix)).map(([, value]) => value);
    const [secrets, parameters] = [named('_SECRET_ID'), named('_PARAMETER')];
    const queue = platform.queue.provider === 'sqs' ? platform.queue.queueName : undefined;
    const exactly = (action: string, resource: string, wanted: boolean) =>
      allows(statements, { action, resource }) === wanted
        ? []
        : [`${name} ${wanted ? 'may not' : 'may'} ${action} ${resource}`];
    return [
      ...Object.entries(account.secrets).flatMap(([secret, { arn }]) =>
        exactly('secretsmanager:GetSecretValue', arn, secrets.includes(secret)),
      ),
      ...Object.keys(account.parameters).flatMap((parameter) =>
        exactly(
          'ssm:GetParameter',
          own.FunctionArn.replace(/:lambda:.*/, `:ssm:${region(own)}:parameter${parameter}`),
          parameters.includes(parameter),
        ),
      ),
      ...Object.entries(account.queues).flatMap(([other, { QueueArn = '' }]) =>
        queueActions.flatMap((action) =>
          exactly(action, QueueArn, other === queue && (action === 'sqs:SendMessage' ? produces : consumes)),
        ),
      ),
      ...foreign.flatMap((action) => exactly(action, `arn:aws:${action.split(':')[0]}:us-east-1:0:something`, false)),
    ];
  });
}

/** `us-east-1:123456789012` of a function's ARN. */
const region = ({ FunctionArn }: LambdaFunction): string => FunctionArn.split(':').slice(3, 5).join(':');
