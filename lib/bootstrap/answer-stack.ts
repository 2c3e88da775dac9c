import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

/** What CloudFormation sends to the function of a custom resource. */
export interface StackEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Presigned; the answer goes there. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  /** As in the template; numbers and switches come as text. */
  readonly ResourceProperties?: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  /** Absent: it went well. */
  readonly failure?: string;
  readonly physicalResourceId: string;
}

/** CloudFormation cuts an answer off at 4096 bytes; a reason of this length leaves room for the rest. */
const LONGEST_REASON = 1_000;
const TRIES = 5;

/** Tells CloudFormation how it went. A stack that hears nothing waits for an hour, so this is tried again. */
export async function answerStack(event: StackEvent, outcome: Outcome): Promise<void> {
  const body = JSON.stringify({
    Status: outcome.failure === undefined ? 'SUCCESS' : 'FAILED',
    ...(outcome.failure === undefined ? {} : { Reason: outcome.failure.slice(0, LONGEST_REASON) }),
    PhysicalResourceId: outcome.physicalResourceId,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await put(new URL(event.ResponseURL), body);
    } catch (error) {
      if (attempt >= TRIES) throw error;
      await sleep(500 * 2 ** attempt);
    }
  }
}

function put(url: URL, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // The signature covers an empty content type, so none may be sent.
    const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, { method: 'PUT', headers, timeout: 10_000 }, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      if (statusCode >= 200 && statusCode < 300) response.on('end', resolve);
      else reject(new Error(`CloudFormation answered ${statusCode}`));
    });
    request.on('timeout', () => request.destroy(new Error('CloudFormation gave no answer within 10 s')));
    request.on('error', reject);
    request.end(body);
  });
}
