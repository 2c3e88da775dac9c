import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { type Ended, Keeper } from './keeper';

const root = join(__dirname, '../../..');

/** Of moto. */
export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

/** What scripts/conformance/aws/install made ready. Throws when the tests were not started by scripts/conformance/run. */
function installed(
  name: 'MEMORAI_AWS_PYTHON' | 'MEMORAI_AWS_SDK' | 'MEMORAI_AWS_MINISTACK' | 'MEMORAI_AWS_CLI',
): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run scripts/conformance/run aws`);
  return value;
}

/** One call of an SDK: boto3's names of service and operation. */
export type Call = readonly [service: string, operation: string, parameters?: object];

/** An AWS account on loopback, and people's tools pointed at it. Ready within 4 seconds. */
export class Lab {
  private constructor(
    private readonly keeper: Keeper,
    private readonly emulator: ReturnType<Keeper['start']>,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** moto: an account that keeps everything, and runs functions when told. */
  static start(): Promise<Lab> {
    return Lab.run(async (keeper, env) => {
      const emulator = keeper.start({
        command: installed('MEMORAI_AWS_PYTHON'),
        args: ['-m', 'emulator', '--sdk', installed('MEMORAI_AWS_SDK')],
        cwd: __dirname,
        env,
      });
      const port = () => {
        const { stdout } = emulator.output();
        return stdout.endsWith('\n') ? JSON.parse(stdout).port : undefined;
      };
      return { emulator, port: async () => port(), key: 'person' };
    });
  }

  /** MiniStack: an account in which the API answers, and the queue feeds its function. */
  static startBehaviour(): Promise<Lab> {
    return Lab.run(async (keeper, env) => {
      const port = await freePort();
      const emulator = keeper.start({
        command: installed('MEMORAI_AWS_MINISTACK'),
        args: [join(__dirname, 'behaviour')],
        cwd: keeper.folder,
        env: {
          ...env,
          BIND_HOST: '127.0.0.1',
          GATEWAY_PORT: String(port),
          MINISTACK_ACCOUNT_ID: ACCOUNT,
          MINISTACK_REGION: REGION,
          // As Lambda does: its runtime carries the SDK.
          NODE_PATH: join(installed('MEMORAI_AWS_SDK'), 'node_modules'),
        },
      });
      const ready = () =>
        fetch(`http://127.0.0.1:${port}/_ministack/health`).then(
          ({ ok }) => (ok ? port : undefined),
          () => undefined,
        );
      return { emulator, port: ready, key: ACCOUNT };
    });
  }

  private static async run(
    start: (
      keeper: Keeper,
      env: Readonly<Record<string, string>>,
    ) => Promise<{
      readonly emulator: ReturnType<Keeper['start']>;
      /** Undefined as long as it does not listen. */
      readonly port: () => Promise<number | undefined>;
      /** Access key of whoever calls; MiniStack takes it for the account. */
      readonly key: string;
    }>,
  ): Promise<Lab> {
    const keeper = new Keeper();
    const path = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)].join(delimiter);
    // Nothing of the person's own: no profile, no credentials, no cache of the CDK.
    const env = { PATH: path, HOME: keeper.folder, TMPDIR: keeper.folder, PYTHONDONTWRITEBYTECODE: '1' };
    // News of the CDK come from the internet; nothing here does.
    writeFileSync(join(keeper.folder, '.cdk.json'), '{"notices": false}');
    const { emulator, port, key } = await start(keeper, env);
    let over: Ended | undefined;
    void emulator.ended.then((ended) => {
      over = ended;
    });
    for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const listening = await port();
      if (listening !== undefined) {
        return new Lab(keeper, emulator, listening, { ...env, ...clientEnvironment(listening, key) });
      }
      if (over !== undefined || Date.now() > end) {
        await keeper.close();
        throw new Error(`the emulator did not start: ${emulator.output().stderr}`);
      }
    }
  }

  close(): Promise<void> {
    return this.keeper.close();
  }

  /** What the emulator said: why a stack failed, and which properties it could not keep. */
  log(): string {
    return this.emulator.output().stderr;
  }

  /**
   * A checkout in small: the compiled app, cdk.json without its build step, and the environments given, as text by file
   * name.
   */
  project(name: string, environments: Readonly<Record<string, string>>): Project {
    const folder = join(this.keeper.folder, name);
    mkdirSync(join(folder, 'environments'), { recursive: true });
    cpSync(join(root, 'build'), join(folder, 'build'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const { build: _, ...app } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
    writeFileSync(join(folder, 'cdk.json'), JSON.stringify(app));
    const project = new Project(folder, (args, more) =>
      this.keeper.run({
        command: join(folder, 'node_modules', '.bin', 'cdk'),
        args: [...args],
        cwd: folder,
        env: { ...this.env, ...more },
      }),
    );
    for (const [file, text] of Object.entries(environments)) project.write(file, text);
    return project;
  }

  /** Answers in the order of the calls. */
  sdk<Answers extends readonly unknown[]>(...calls: readonly Call[]): Promise<Answers> {
    return this.ask(calls, this.env);
  }

  /** The same account in another region. */
  in(region: string): Pick<Lab, 'sdk'> {
    const env = { ...this.env, AWS_REGION: region, AWS_DEFAULT_REGION: region };
    return { sdk: (...calls) => this.ask(calls, env) };
  }

  private async ask<Answers>(calls: readonly Call[], env: Readonly<Record<string, string>>): Promise<Answers> {
    const file = join(this.keeper.folder, 'calls.json');
    writeFileSync(file, JSON.stringify(calls.map(([service, operation, given = {}]) => [service, operation, given])));
    const { code, stdout, stderr } = await this.keeper.run({
      command: 'sh',
      args: ['-c', 'exec "$0" "$1" <"$2"', installed('MEMORAI_AWS_PYTHON'), join(__dirname, 'sdk.py'), file],
      cwd: this.keeper.folder,
      env,
    });
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /** What a person types, with the second version of AWS's command line. */
  shell(text: string): Promise<Ended> {
    return this.keeper.run({
      command: 'bash',
      args: ['-e', '-u', '-o', 'pipefail', '-c', text],
      cwd: this.keeper.folder,
      env: { ...this.env, PATH: [installed('MEMORAI_AWS_CLI'), this.env.PATH].join(delimiter), AWS_PAGER: '' },
    });
  }

  /** The CloudFormation types that the emulator makes. */
  async types(): Promise<string[]> {
    const { stdout } = await this.keeper.run({
      command: installed('MEMORAI_AWS_PYTHON'),
      args: ['-m', 'emulator', '--types'],
      cwd: __dirname,
      env: this.env,
    });
    return JSON.parse(stdout);
  }

  /** cfn-lint over templates, as text by name: its findings, and its exit code. */
  async lint(templates: Readonly<Record<string, string>>): Promise<Ended> {
    const folder = join(this.keeper.folder, 'lint');
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(templates)) writeFileSync(join(folder, name), text);
    return this.keeper.run({
      command: installed('MEMORAI_AWS_PYTHON'),
      args: [
        '-c',
        'import cfnlint.runner; cfnlint.runner.main()',
        '--config-file',
        join(root, '.cfnlintrc.yaml'),
        '--regions',
        REGION,
        '--',
        ...Object.keys(templates),
      ],
      cwd: folder,
      env: this.env,
    });
  }
}

/** A folder in which a person runs `npx cdk`. */
export class Project {
  constructor(
    readonly folder: string,
    private readonly run: (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<Ended>,
  ) {}

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, 'environments', file), text);
  }

  /** As a person would: with CDK's own validation of the templates. */
  cdk(...args: readonly string[]): Promise<Ended> {
    return this.run(args, {});
  }

  /** Without that validation, which costs 4 s: for templates that have had it. */
  quickCdk(...args: readonly string[]): Promise<Ended> {
    return this.run(args, { CDK_VALIDATION: 'false' });
  }
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function clientEnvironment(port: number, key: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    // moto finds the bucket of a template by this, in the address that the CDK gives to CloudFormation
    AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: `https://s3.${REGION}.amazonaws.com`,
    AWS_ACCESS_KEY_ID: key,
    AWS_SECRET_ACCESS_KEY: key,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CI: '1',
  };
}
