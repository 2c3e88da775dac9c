import { autoscalerGrants, externalDnsGrants, loadBalancerGrants } from './controller-grants';
import type { Aws, Cluster, Edge, Grant, Ingress, PodIdentity, Queue, Secrets, Service } from './types';

/** What the rights of pods follow from. */
export interface IdentityFacts {
  readonly environment: string;
  readonly clusterName: string;
  readonly cluster: Cluster;
  readonly services: Readonly<Record<string, Service>>;
  readonly queue: Queue;
  readonly secrets: Secrets;
  readonly ingress: Ingress | undefined;
  readonly aws: Pick<Aws, 'region' | 'databaseSecrets' | 'hostedZone'>;
}

/**
 * Every service account that gets credentials of AWS: services by their edges, controllers by what they do for the
 * platform; nobody where pods get their identity by another way. Names of the controllers are those of their own charts (docs/first-deployment.md).
 */
export function podIdentities(facts: IdentityFacts): readonly PodIdentity[] {
  if (facts.cluster.identity !== 'podIdentity') return [];
  const all = [...serviceIdentities(facts), ...controllerIdentities(facts)];
  return all.filter(({ grants }) => grants.length > 0);
}

/** Services may share a service account that is there already: AWS gives it one role, with the rights of all of them. */
function serviceIdentities({ cluster, services, queue, aws }: IdentityFacts): PodIdentity[] {
  const accounts = new Map<string, readonly Edge[]>();
  for (const { serviceAccountName, uses } of Object.values(services))
    accounts.set(serviceAccountName, [...(accounts.get(serviceAccountName) ?? []), ...uses]);
  return [...accounts].map(([serviceAccount, uses]) => ({
    namespace: cluster.namespace,
    serviceAccount,
    grants: queue.provider === 'sqs' ? queueGrants(arnOf(aws, 'sqs', queue.queueName), uses) : [],
  }));
}

const queueActions: Readonly<Record<Extract<Edge, { kind: 'queue' }>['role'], readonly string[]>> = {
  produce: ['sqs:GetQueueAttributes', 'sqs:SendMessage'],
  consume: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
};

function queueGrants(queue: string, uses: readonly Edge[]): readonly Grant[] {
  const actions = uses.flatMap((edge) => (edge.kind === 'queue' ? queueActions[edge.role] : []));
  return actions.length === 0 ? [] : [{ actions: [...new Set(actions)].sort(), resources: [queue] }];
}

function controllerIdentities(facts: IdentityFacts): PodIdentity[] {
  const { environment, clusterName, cluster, services, queue, secrets, ingress, aws } = facts;
  const consumed = Object.values(services).some(({ uses }) =>
    uses.some((edge) => edge.kind === 'queue' && edge.role === 'consume'),
  );
  const scales = Object.values(cluster.nodePools).some(({ autoScaling }) => autoScaling);
  return [
    {
      namespace: 'kube-system',
      serviceAccount: 'cluster-autoscaler',
      grants: scales ? autoscalerGrants(clusterName, aws.region) : [],
    },
    {
      namespace: 'kube-system',
      serviceAccount: 'aws-load-balancer-controller',
      grants: ingress === undefined ? [] : loadBalancerGrants(clusterName, aws.region),
    },
    {
      namespace: 'external-dns',
      serviceAccount: 'external-dns',
      grants:
        ingress?.externalDns.enabled === true && aws.hostedZone !== undefined
          ? externalDnsGrants(aws.hostedZone.id)
          : [],
    },
    {
      namespace: 'external-secrets',
      serviceAccount: 'external-secrets',
      grants: secrets.provider === 'externalSecrets' ? secretGrants(environment, aws) : [],
    },
    {
      namespace: 'keda',
      serviceAccount: 'keda-operator',
      // Its length is all that a scaler asks for.
      grants:
        queue.provider === 'sqs' && consumed
          ? [{ actions: ['sqs:GetQueueAttributes'], resources: [arnOf(aws, 'sqs', queue.queueName)] }]
          : [],
    },
  ];
}

/**
 * What is kept for this environment, but never the administrator of the database. One role for the operator: Pod
 * Identity gives none to a service account that a SecretStore names (ADR 9).
 */
function secretGrants(environment: string, aws: IdentityFacts['aws']): readonly Grant[] {
  const secretsOf = (name: string) => arnOf(aws, 'secretsmanager', `secret:${name}`);
  return [
    {
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      resources: [secretsOf(`memorai/${environment}/*`)],
    },
    {
      effect: 'Deny',
      actions: ['secretsmanager:GetSecretValue'],
      // Secrets Manager ends every ARN with six characters of its own.
      resources: [secretsOf(`${aws.databaseSecrets.admin}-??????`)],
    },
    { actions: ['ssm:GetParameter'], resources: [arnOf(aws, 'ssm', `parameter/memorai/${environment}/*`)] },
  ];
}

const arnOf = ({ region }: { readonly region: string }, service: string, resource: string): string =>
  `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`;
