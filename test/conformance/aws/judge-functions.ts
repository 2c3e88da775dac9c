import type { Platform } from '../../../lib/platform/types';
import type { Account } from './account';
import { differs } from './differs';
import { functionsOf } from './functions-of';

/** Lambda's own advice for a queue: AWS documentation, "Using Lambda with Amazon SQS". */
const VISIBILITY_FACTOR = 6;

/** What each function knows, and what it is given: no value of a secret, no name of something that is not there. */
export function judgeFunctions(account: Account, platform: Platform): string[] {
  return functionsOf(account, platform).flatMap(({ own, service, consumes }) => {
    const name = own.FunctionName;
    const variables = own.Environment.Variables;
    const lambda = service.lambda;
    return [
      ...Object.entries(variables).flatMap(([variable, value]) => [
        ...leaks(account, value).map((secret) => `${name} has the value of ${secret} in ${variable}`),
        ...pointer(account, variables, variable, value).map((problem) => `${name}: ${variable} ${problem}`),
      ]),
      ...differs(name, 'timeout', own.Timeout, lambda?.timeoutSeconds),
      ...differs(name, 'memory', own.MemorySize, lambda?.memoryMiB),
      ...differs(name, 'runtime', own.Runtime, 'nodejs24.x'),
      ...differs(name, 'architecture', own.Architectures.join(), 'arm64'),
      ...differs(name, 'tracing', own.TracingConfig.Mode, 'Active'),
      ...differs(name, 'reserved concurrency', own.reserved, consumes ? undefined : lambda?.concurrency),
      ...(consumes ? mapping(account, platform, own.aliases.live?.AliasArn, own.Timeout, lambda?.concurrency) : []),
      ...differs(name, 'version behind its alias', own.aliases.live?.FunctionVersion, '1'),
    ];
  });
}

function leaks(account: Account, value: string): string[] {
  return Object.entries(account.secrets)
    .filter(([, secret]) => values(secret.value).some((known) => value.includes(known)))
    .map(([name]) => name);
}

/** What must not be seen: the whole secret, or each password in it; a user's name is no secret. */
function values(secret: string | undefined): string[] {
  if (secret === undefined) return [];
  if (!secret.startsWith('{')) return [secret];
  return [secret, String(JSON.parse(secret).password)];
}

function pointer(
  account: Account,
  variables: Readonly<Record<string, string>>,
  variable: string,
  value: string,
): string[] {
  if (variable.endsWith('_PARAMETER') && !(value in account.parameters)) return [`names no parameter: ${value}`];
  if (!variable.endsWith('_SECRET_ID')) return [];
  const secret = account.secrets[value];
  if (secret === undefined) return [`names no secret: ${value}`];
  const key = variables[variable.replace(/_ID$/, '_KEY')];
  return key === undefined || key in JSON.parse(secret.value ?? '{}') ? [] : [`names no property of ${value}: ${key}`];
}

function mapping(
  account: Account,
  { queue }: Platform,
  functionArn: string | undefined,
  timeout: number,
  concurrency: number | undefined,
): string[] {
  if (queue.provider !== 'sqs') return [];
  const own = account.mappings.filter(({ FunctionArn }) => FunctionArn === functionArn);
  const arn = account.queues[queue.queueName]?.QueueArn;
  const visibility = Number(account.queues[queue.queueName]?.VisibilityTimeout);
  const [first] = own;
  if (first === undefined || own.length > 1) return [`${functionArn} has ${own.length} mappings`];
  return [
    ...differs('mapping', 'source', first.EventSourceArn, arn),
    ...differs('mapping', 'state', first.State, 'Enabled'),
    ...differs('mapping', 'batch size', first.BatchSize, queue.batchSize),
    ...differs('mapping', 'batching window', first.MaximumBatchingWindowInSeconds, queue.batchWindowSeconds),
    ...differs('mapping', 'concurrency', first.ScalingConfig.MaximumConcurrency, concurrency),
    ...differs('mapping', 'response types', first.FunctionResponseTypes.join(), 'ReportBatchItemFailures'),
    ...(visibility >= VISIBILITY_FACTOR * timeout + queue.batchWindowSeconds
      ? []
      : [`the queue shows a message again after ${visibility} s, its function works on it for ${timeout} s`]),
  ];
}
