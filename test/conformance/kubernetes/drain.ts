import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api-client';
import { isReady, type Live } from './live';
import { until } from './until';

export interface Drained {
  /** Evictions that a budget put off; each was tried again. */
  readonly refused: number;
  readonly evicted: number;
  /** Least ready pods seen during the drain, by service. */
  readonly least: Readonly<Record<string, number>>;
}

/** 'Too many requests': a budget has nothing left. */
export const refusedByBudget = 429;

const cordon = (live: Live, node: string, unschedulable: boolean): Promise<unknown> =>
  live.api.send('PATCH', `/api/v1/nodes/${node}`, { spec: { unschedulable } });

const evict = (live: Live, pod: string): Promise<unknown> =>
  live.api.send('POST', live.path('v1', `pods/${pod}/eviction`), {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: pod, namespace: live.namespace },
  });

/**
 * What `kubectl drain` does, but that it tries again after 200 ms instead of 5 s: no new pods, an eviction for each, again
 * where a budget refuses. The node is open again afterwards.
 *
 * @throws Error when the node is not empty in time
 */
export async function drain(live: Live, node: string, timeoutMs: number): Promise<Drained> {
  const deadline = Date.now() + timeoutMs;
  let refused = 0;
  let evicted = 0;
  const least: Record<string, number> = {};
  await cordon(live, node, true);
  for (;;) {
    const here = (await live.pods()).filter(({ spec }) => spec.nodeName === node);
    if (here.length === 0) break;
    if (Date.now() > deadline) {
      throw new Error(`${node} is not empty after ${timeoutMs / 1000} s, with ${refused} refused evictions`);
    }
    for (const { metadata } of here) {
      try {
        await evict(live, metadata.name);
        evicted += 1;
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== refusedByBudget) throw error;
        refused += 1;
      }
      const serving = await live.serving();
      for (const [app, count] of Object.entries(serving)) least[app] = Math.min(least[app] ?? count, count);
    }
    await sleep(200);
  }
  await cordon(live, node, false);
  return { refused, evicted, least };
}

/** Two pods of a service one after the other, while nothing can replace the first: what the second eviction is answered. */
export async function secondEviction(live: Live, app: string, nodes: readonly string[]): Promise<number> {
  await Promise.all(nodes.map((node) => cordon(live, node, true)));
  const [first, second] = (await live.pods()).filter((pod) => pod.metadata.labels?.app === app && isReady(pod));
  if (first === undefined || second === undefined) throw new Error(`${app} has fewer than two ready pods`);
  // The budget counts a moment after the pods are ready, and refuses until then.
  await until('a budget lets the first one go', 20_000, () =>
    evict(live, first.metadata.name).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ApiError && error.status === refusedByBudget) return 'refused';
        throw error;
      },
    ),
  );
  const status = await evict(live, second.metadata.name).then(
    () => 201,
    (error: unknown) => (error instanceof ApiError ? error.status : 0),
  );
  await Promise.all(nodes.map((node) => cordon(live, node, false)));
  return status;
}
