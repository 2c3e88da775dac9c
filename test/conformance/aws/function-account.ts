import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface FunctionRun {
  readonly event: object;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** That the function has left when it starts. */
  readonly milliseconds?: number;
}

type Asset = 'bootstrap' | 'migration';

/** What a function was told: the lines of its log, and its answer. */
export interface FunctionEnd {
  readonly output: string;
  readonly result: unknown;
}

const body = async (request: IncomingMessage) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

/** The little of an account that a function speaks to: Secrets Manager, SSM, and the address where a stack listens. */
export class FunctionAccount {
  readonly secrets: Record<string, object | string> = {};
  readonly parameters: Record<string, string> = {};
  /** What the stack was told. */
  readonly answers: Record<string, unknown>[] = [];
  /** How often the stack's address fails before it takes an answer. */
  refusals = 0;
  endpoint = '';
  private readonly server = createServer(async (request, response) => {
    const text = await body(request);
    if (request.method === 'PUT') {
      if (this.refusals > 0) {
        this.refusals -= 1;
        response.writeHead(503).end();
        return;
      }
      this.answers.push({ ...JSON.parse(text), contentType: request.headers['content-type'] });
      response.end();
      return;
    }
    const found = this.find(JSON.parse(text));
    response.writeHead(found === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(found ?? { __type: 'ResourceNotFoundException' }));
  });

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }

  run(asset: Asset, functionName: string, run: FunctionRun): Promise<FunctionEnd> {
    return this.start(asset, functionName, run).ended;
  }

  /** Calls a built function as the runtime of Lambda does: its code, its variables, the SDK that the runtime carries. */
  start(
    asset: Asset,
    functionName: string,
    { event, env = {}, milliseconds = 60_000 }: FunctionRun,
  ): { readonly ended: Promise<FunctionEnd>; kill(): void } {
    const code = join(__dirname, '../../../build/assets', asset);
    const child = spawn(process.execPath, [join(__dirname, 'emulator/runner.js'), code, String(milliseconds), '3'], {
      env: {
        _HANDLER: 'index.handler',
        AWS_LAMBDA_FUNCTION_NAME: functionName,
        NODE_PATH: join(process.env.MEMORAI_AWS_SDK ?? '', 'node_modules'),
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'function',
        AWS_SECRET_ACCESS_KEY: 'function',
        AWS_ENDPOINT_URL: this.endpoint,
        ...env,
      },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    let [output, answer] = ['', ''];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        output += text;
      });
    }
    child.stdio[3]?.on('data', (text) => {
      answer += text;
    });
    child.stdin?.end(JSON.stringify(event));
    const ended = once(child, 'close').then(() => ({ output, result: JSON.parse(answer || 'null') }));
    return { ended, kill: () => void child.kill('SIGKILL') };
  }

  /** What CloudFormation sends to a custom resource. */
  stackEvent(
    RequestType: 'Create' | 'Update' | 'Delete',
    LogicalResourceId: string,
    physicalId: string,
    ResourceProperties: object = {},
  ): object {
    return {
      RequestType,
      ResponseURL: `${this.endpoint}/answer`,
      StackId: stackId,
      RequestId: 'request-1',
      LogicalResourceId,
      ResourceProperties,
      ...(RequestType === 'Create' ? {} : { PhysicalResourceId: physicalId }),
    };
  }

  private find({ SecretId, Name }: { readonly SecretId?: string; readonly Name?: string }): object | undefined {
    const secret = this.secrets[SecretId ?? ''];
    if (secret !== undefined) return { SecretString: typeof secret === 'string' ? secret : JSON.stringify(secret) };
    const value = this.parameters[Name ?? ''];
    return value === undefined ? undefined : { Parameter: { Value: value } };
  }
}

const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/memorai-x/1';

/** What the stack hears where all went well. */
export const success = (LogicalResourceId: string, PhysicalResourceId: string) => ({
  Status: 'SUCCESS',
  PhysicalResourceId,
  StackId: stackId,
  RequestId: 'request-1',
  LogicalResourceId,
  contentType: '',
});
