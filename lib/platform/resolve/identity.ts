import type { Cluster, Service } from '../types';
import { type Context, derivedFrom } from './context';
import type { WrittenService } from './written';

type Provider = Cluster['provider'];
type Identity = Cluster['identity'];

/** What each provider has; the first is the default. */
const identitiesOf: Readonly<Record<Provider, readonly [Identity, ...Identity[]]>> = {
  eks: ['podIdentity', 'irsa', 'none'],
  aks: ['workloadIdentity', 'none'],
  gke: ['workloadIdentity', 'none'],
  generic: ['none'],
};

/** What an identity looks like, where a service account can name it. */
const forms = {
  eks: {
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/,
    what: 'the ARN of an IAM role, such as arn:aws:iam::123456789012:role/memorai-api',
  },
  aks: {
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    what: 'the client id of a managed identity, such as 00000000-0000-0000-0000-000000000000',
  },
  gke: {
    pattern: /^[a-z]([a-z0-9-]{4,28}[a-z0-9])@[a-z][a-z0-9.:-]{4,60}\.iam\.gserviceaccount\.com$/,
    what: 'the e-mail of a service account, such as memorai-api@project.iam.gserviceaccount.com',
  },
} as const;

/** How pods get an identity of the cloud. */
export function resolveIdentity(context: Context, provider: Provider): Identity {
  const [usual, ...others] = identitiesOf[provider];
  const identity = context.pick(
    'cluster.identity',
    context.config.cluster?.identity,
    usual,
    derivedFrom(`cluster.provider (${provider}); E42`),
  );
  if (![usual, ...others].includes(identity)) {
    context.fail(
      'cluster.identity',
      'conflict',
      `${identity} is not there on ${provider}; it has ${[usual, ...others].join(', ')}`,
    );
  }
  return identity;
}

/** Whom the pods of one service are to the cloud, where it is written. */
export function resolveServiceIdentity(
  context: Context,
  path: string,
  written: WrittenService,
  cluster: Cluster | undefined,
): Pick<Service, 'identity'> {
  const { identity } = written;
  if (identity === undefined) return {};
  const at = `${path}.identity`;
  const problem = problemOf(context, identity, cluster);
  if (problem !== undefined) context.fail(at, problem.code, problem.message);
  return { identity: context.take(at, identity) };
}

function problemOf(
  context: Context,
  identity: string,
  cluster: Cluster | undefined,
): { readonly code: 'conflict' | 'value'; readonly message: string } | undefined {
  if (cluster === undefined) {
    return { code: 'conflict', message: `has no meaning when deployment is ${context.config.deployment}; remove it` };
  }
  if (cluster.identity === 'podIdentity') {
    return {
      code: 'conflict',
      message:
        'has no meaning with Pod Identity, which associates roles in AWS; remove it, or set cluster.identity: irsa',
    };
  }
  if (cluster.identity === 'none' || cluster.provider === 'generic') {
    return { code: 'conflict', message: 'has no meaning with cluster.identity: none; remove it' };
  }
  const { pattern, what } = forms[cluster.provider];
  return pattern.test(identity) ? undefined : { code: 'value', message: `must be ${what}, got "${identity}"` };
}
