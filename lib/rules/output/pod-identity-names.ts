import type { Problem } from '../types';
import { where } from './output';
import type { OutputRule } from './types';
import { unresolved } from './unresolved';

export const podIdentityNames: OutputRule = {
  id: 'pod-identity-names',
  severity: 'error',
  protects: 'pods from being refused by AWS, because the role is given to a service account that no pod has',
  source: 'E42; AWS documentation, EKS, "pod-id-association"',
  reads: ['aws.eks', 'services.*.serviceAccount.name', 'cluster.namespace'],
  wayOut: 'associate the role with the service account that the pods name',
  check: (output, { aws, cluster, services, targets }) => {
    const promised = (aws?.eks?.podIdentities ?? []).map((one) => `${one.namespace}/${one.serviceAccount}`);
    const kept = Object.values(services)
      .filter(({ serviceAccount }) => !serviceAccount.create)
      .map(({ serviceAccountName }) => `${cluster?.namespace}/${serviceAccountName}`);
    const isOurs = (name: string) => cluster !== undefined && name.startsWith(`${cluster.namespace}/`);
    const made = output.definitions('podIdentity');
    const isAssociated = targets.includes('aws') && aws?.stacks.cluster !== undefined;
    return [
      ...unresolved(output, {
        kind: 'serviceAccount',
        word: 'service account',
        missing: 'which Kubernetes does not get',
        path: 'aws.eks',
        // Controllers bring their own, under the names of their charts.
        isElsewhere: ({ name }) =>
          !targets.includes('kubernetes') || kept.includes(name) || (!isOurs(name) && promised.includes(name)),
      }),
      ...unresolved(output, {
        kind: 'podIdentity',
        word: 'service account',
        missing: 'which no association gives this role to',
        path: 'aws.eks',
        isElsewhere: () => !isAssociated,
      }),
      ...(isAssociated ? promised : [])
        .filter((name) => output.find('podIdentity', name).length === 0)
        .map(
          (name): Problem => ({
            path: 'aws.eks',
            message: `service account ${name} has rights in AWS, and no association gives it a role; there are ${made.map((one) => one.name).join(', ') || 'none'}`,
          }),
        ),
      ...made
        .filter(({ name, parts }) => parts === undefined && !promised.includes(name))
        .map(
          (one): Problem => ({
            path: 'aws.eks',
            message: `${where(one)} gives a role to service account ${one.name}, which needs none`,
          }),
        ),
    ];
  },
};
