import { isError } from './is-error';
import { type SettingSource, SourceError } from './setting-source';

/** The little that we use of an SDK client. */
interface Client<Output> {
  send(command: unknown): Promise<Output>;
}

interface SecretsManagerModule {
  readonly SecretsManagerClient: new (config: object) => Client<{ SecretString?: string; SecretBinary?: Uint8Array }>;
  readonly GetSecretValueCommand: new (input: { SecretId: string; VersionStage: string }) => unknown;
}

interface SsmModule {
  readonly SSMClient: new (config: object) => Client<{ Parameter?: { Value?: string } }>;
  readonly GetParameterCommand: new (input: { Name: string; WithDecryption: boolean }) => unknown;
}

/**
 * Secrets Manager and SSM through the AWS SDK v3, which the Lambda runtime carries: each client is loaded when the
 * first setting needs it, so that a function without secrets pays nothing.
 * @param load `require` of the entry file; the names are not literals there, so no bundler packs the SDK
 */
export function createAwsSource(load: (name: string) => unknown): SettingSource {
  const secretsManager = once(() => {
    const sdk = loadSdk<SecretsManagerModule>(load, '@aws-sdk/client-secrets-manager');
    return { sdk, client: new sdk.SecretsManagerClient({}) };
  });
  const ssm = once(() => {
    const sdk = loadSdk<SsmModule>(load, '@aws-sdk/client-ssm');
    return { sdk, client: new sdk.SSMClient({}) };
  });

  return {
    async secret(id) {
      const { sdk, client } = secretsManager();
      // the stage is named, because a policy may demand it
      const output = await client.send(new sdk.GetSecretValueCommand({ SecretId: id, VersionStage: 'AWSCURRENT' }));
      return output.SecretString ?? Buffer.from(output.SecretBinary ?? []).toString('utf8');
    },
    async parameter(name) {
      const { sdk, client } = ssm();
      const output = await client.send(new sdk.GetParameterCommand({ Name: name, WithDecryption: true }));
      return output.Parameter?.Value ?? '';
    },
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** @throws SourceError when the package is not there */
function loadSdk<Module>(load: (name: string) => unknown, name: string): Module {
  try {
    return load(name) as Module;
  } catch (error) {
    if (isError(error) && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw new SourceError(`${name} is not installed; the Lambda runtime nodejs24.x carries it`);
    }
    throw error;
  }
}
