import { createAwsSource } from '../../lib/runtime/aws-source';

/** Modules with the shape of the SDK's, which keep what was sent. */
function fakeSdk(output: object) {
  const sent: object[] = [];
  const loaded: string[] = [];
  const clients: object[] = [];
  class Client {
    constructor(config: object) {
      clients.push(config);
    }
    async send(command: { input: object }) {
      sent.push(command.input);
      return output;
    }
  }
  class Command {
    constructor(readonly input: object) {}
  }
  const modules: Record<string, object> = {
    '@aws-sdk/client-secrets-manager': { SecretsManagerClient: Client, GetSecretValueCommand: Command },
    '@aws-sdk/client-ssm': { SSMClient: Client, GetParameterCommand: Command },
  };
  const source = createAwsSource((name) => {
    loaded.push(name);
    return modules[name];
  });
  return { source, sent, loaded, clients };
}

describe('createAwsSource', () => {
  test('loads nothing before it is asked, and each client once', async () => {
    const { source, loaded, clients } = fakeSdk({ SecretString: 'v', Parameter: { Value: 'v' } });
    expect(loaded).toEqual([]);
    await Promise.all([source.secret('a'), source.secret('b')]);
    expect(loaded).toEqual(['@aws-sdk/client-secrets-manager']);
    await source.parameter('/p');
    await source.parameter('/q');
    expect(loaded).toEqual(['@aws-sdk/client-secrets-manager', '@aws-sdk/client-ssm']);
    expect(clients).toEqual([{}, {}]);
  });

  test('asks for the current value of a secret', async () => {
    const { source, sent } = fakeSdk({ SecretString: 'v' });
    expect(await source.secret('memorai/x')).toBe('v');
    expect(sent).toEqual([{ SecretId: 'memorai/x', VersionStage: 'AWSCURRENT' }]);
  });

  test('asks for a parameter decrypted', async () => {
    const { source, sent } = fakeSdk({ Parameter: { Value: 'h' } });
    expect(await source.parameter('/memorai/host')).toBe('h');
    expect(sent).toEqual([{ Name: '/memorai/host', WithDecryption: true }]);
  });

  test.each([
    [{ SecretBinary: new Uint8Array([104, 195, 164]) }, 'hä'],
    [{}, ''],
  ])('a secret that is not a text: %j', async (output, value) => {
    expect(await fakeSdk(output).source.secret('x')).toBe(value);
  });

  test('a parameter without a value is empty', async () => {
    expect(await fakeSdk({}).source.parameter('x')).toBe('');
  });

  test.each([
    ['secret', '@aws-sdk/client-secrets-manager'],
    ['parameter', '@aws-sdk/client-ssm'],
  ] as const)('says which package is missing for a %s', async (kind, name) => {
    const source = createAwsSource((wanted) => {
      throw Object.assign(new Error(`Cannot find module '${wanted}'`), { code: 'MODULE_NOT_FOUND' });
    });
    await expect(source[kind]('x')).rejects.toThrow(
      `${name} is not installed; the Lambda runtime nodejs24.x carries it`,
    );
  });

  test('another failure to load is not taken for a missing package', async () => {
    const source = createAwsSource(() => {
      throw new SyntaxError('broken');
    });
    await expect(source.secret('x')).rejects.toThrow('broken');
  });
});
