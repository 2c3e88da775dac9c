import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

/** An object as the API server holds it. */
export interface StoredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly generation?: number;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
}

/** What the server answered where that was not a success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The API server without kubectl, for what is asked many times. */
export class ApiClient {
  private readonly agent = new Agent({ keepAlive: true });
  private ca: Buffer | undefined;

  constructor(
    private readonly port: number,
    private readonly caFile: string,
    private readonly token: string,
  ) {}

  /** An answer in JSON is parsed, any other is the text. */
  get<T = unknown>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  async list<T extends StoredObject>(path: string): Promise<readonly T[]> {
    return (await this.get<{ items: readonly T[] }>(path)).items;
  }

  async send<T = unknown>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    this.ca ??= readFileSync(this.caFile);
    return new Promise<T>((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          method,
          agent: this.agent,
          ca: this.ca,
          headers: {
            authorization: `Bearer ${this.token}`,
            'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            const isJson = response.headers['content-type']?.startsWith('application/json') === true;
            const answer = isJson ? JSON.parse(text) : text;
            const status = response.statusCode ?? 0;
            if (status < 300) resolve(answer);
            else reject(new ApiError(status, isJson ? answer.message : text));
          });
        },
      );
      call.on('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
