import type { Platform, StackName } from '../platform/types';
import { awsOf } from './aws-facts';

/** One output that `cdk deploy` prints; its value is known before, so that no stack has to refer to another. */
export interface NextStep {
  readonly id: string;
  readonly description: string;
  readonly value: string;
}

/** What a person needs after a stack is deployed, by stack. */
const steps: Readonly<Partial<Record<StackName, (platform: Platform) => readonly NextStep[]>>> = {
  registry: (platform) => {
    const { registry, region } = awsOf(platform);
    if (registry === undefined) return [];
    return [
      {
        id: 'RegistryLogin',
        description: 'Lets docker push images',
        value: `aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${registry.host}`,
      },
    ];
  },
  data: ({ managedSecrets }) => {
    const empty = managedSecrets.filter(({ content }) => content.kind === 'thirdParty').map(({ name }) => name);
    if (empty.length === 0) return [];
    return [
      {
        id: 'SecretsToFill',
        description: 'aws secretsmanager put-secret-value --secret-id NAME --secret-string file://FILE',
        value: empty.join(' '),
      },
    ];
  },
  cluster: (platform) => {
    const { eks, region } = awsOf(platform);
    if (eks === undefined) return [];
    return [
      {
        id: 'Kubeconfig',
        description: 'Points kubectl at the cluster',
        value: `aws eks update-kubeconfig --region ${region} --name ${eks.name}`,
      },
    ];
  },
};

export function nextSteps(platform: Platform, stack: StackName): readonly NextStep[] {
  return steps[stack]?.(platform) ?? [];
}
