import { usesStore } from '../uses';
import { byDefault, type Context, derivedFrom } from './context';
import type { ServiceDraft } from './services';

/** Connections that one sandbox may open: it serves one request at a time (E26). */
export const SANDBOX_POOL = 2;
/** For a start, where no connections set a bound. */
const WITHOUT_DATABASE = 50;
/** Workers that drain a small queue; what is left of the connections serves requests. */
const QUEUE_CONCURRENCY = 10;
/** A tenth of an account's default: a function that may take more is a decision. */
const LARGEST = 100;
/** The least that the queue's mapping takes, and that a function is of use with. */
const LEAST = 2;

/**
 * Connections to the database for each sandbox that may run at once.
 *
 * Through RDS Proxy it is the pool of the sandbox: while a statement runs it holds a connection of the proxy, and with
 * statements that pin a session (prepared ones, SET) it holds it for as long as it is connected. Without the proxy it
 * is twice that: a frozen sandbox keeps its connections, and after a deployment those of the old version are frozen
 * while those of the new one already serve.
 */
const connectionsPerSandbox = (pool: number, proxy: boolean): number => (proxy ? pool : 2 * pool);

/** Sandboxes of each function at once: what is not set is shared out of the database's connections (E26, E32). */
export function shareConcurrency(
  context: Context,
  services: readonly ServiceDraft[],
  budget: { readonly usable: number; readonly reserved: number },
  proxy: boolean,
): Readonly<Record<string, number>> {
  const rows = services.flatMap((service) => {
    if (service.lambda === undefined) return [];
    const own = context.config.services?.[service.name];
    return [
      {
        name: service.name,
        trigger: service.lambda.trigger,
        written: own?.lambda?.concurrency,
        connections: usesStore(service.uses, 'postgres')
          ? connectionsPerSandbox(own?.poolSize ?? SANDBOX_POOL, proxy)
          : 0,
      },
    ];
  });
  const taken = rows
    .filter(({ written, trigger }) => written !== undefined || trigger === 'queue')
    .reduce((sum, row) => sum + row.connections * (row.written ?? QUEUE_CONCURRENCY), 0);
  const open = rows.filter(({ written, trigger }) => written === undefined && trigger === 'http');
  const each = open.reduce((sum, { connections }) => sum + connections, 0);
  const share = each === 0 ? LARGEST : Math.floor((budget.usable - budget.reserved - taken) / each);
  return Object.fromEntries(
    rows.map(({ name, trigger, written, connections }) => [
      name,
      context.pick(
        `services.${name}.lambda.concurrency`,
        written,
        ...(trigger === 'queue'
          ? ([QUEUE_CONCURRENCY, byDefault('workers that drain a small queue')] as const)
          : connections === 0
            ? ([WITHOUT_DATABASE, byDefault('no connections bound it')] as const)
            : ([
                Math.min(LARGEST, Math.max(LEAST, share)),
                derivedFrom(
                  `connections: (${budget.usable} usable - ${budget.reserved} reserve - ${taken} of others) / ${each} a sandbox ${proxy ? 'through the proxy' : 'and a frozen one of the old version'}, between ${LEAST} and ${LARGEST} (E26, E32)`,
                ),
              ] as const)),
      ),
    ]),
  );
}
