import { caBundle, signInOf } from '../platform/database/sign-in';
import type { Platform, StackName } from '../platform/types';
import { awsOf } from './aws-facts';
import { peoplePolicyName } from './names';

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
  data: (platform) => {
    const thirdParty = platform.managedSecrets.filter(({ content }) => content.kind === 'thirdParty');
    const fill = {
      id: 'SecretsToFill',
      description: 'aws secretsmanager put-secret-value --secret-id NAME --secret-string file://FILE',
      value: thirdParty.map(({ name }) => name).join(' '),
    };
    return [...(thirdParty.length === 0 ? [] : [fill]), ...signIn(platform)];
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

/** How a person with the policy gets a session: from inside the network, since the database has no address outside. */
function signIn(platform: Platform): readonly NextStep[] {
  const session = signInOf(platform);
  if (session === undefined) return [];
  return [
    {
      id: 'SignInToDatabase',
      description: `For the policy ${peoplePolicyName(platform.environment, 'first')}, inside the network, with ${caBundle(awsOf(platform).region)}`,
      value: `H=$(${session.host}); PGPASSWORD=$(${session.token}) psql "${session.target}"`,
    },
  ];
}

export function nextSteps(platform: Platform, stack: StackName): readonly NextStep[] {
  return steps[stack]?.(platform) ?? [];
}
