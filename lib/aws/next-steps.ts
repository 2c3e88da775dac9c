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
  serverless: (platform) => {
    const { migration, region } = awsOf(platform);
    if (migration?.kind !== 'function' || migration.steps.includes('seed')) return [];
    return [
      {
        id: 'SeedDatabase',
        description: 'Runs seeds, once; migration.seed: true lets the deployment do it',
        value:
          `aws lambda invoke --region ${region} --function-name ${migration.functionName} --cli-read-timeout 0 ` +
          `--cli-binary-format raw-in-base64-out --payload '${JSON.stringify({ steps: ['seed'] })}' /dev/stdout`,
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
