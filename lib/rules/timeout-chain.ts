import type { Service } from '../platform/types';
import type { Problem, Rule } from './types';

/** The links from the inside out; each has to end before the next one does. */
function links(service: Service): { readonly name: string; readonly field: string; readonly ms: number }[] {
  const { timeouts } = service;
  return [
    { name: 'readiness check', field: 'probes.readiness.timeout', ms: timeouts.probeMs },
    { name: 'connect', field: 'timeouts.connect', ms: timeouts.connectMs },
    { name: 'statement', field: 'timeouts.statement', ms: timeouts.statementMs },
    { name: 'request', field: 'timeouts.request', ms: timeouts.requestMs },
    ...(timeouts.functionMs === undefined
      ? []
      : [{ name: 'function', field: 'lambda.timeout', ms: timeouts.functionMs }]),
    ...(timeouts.gatewayMs === undefined
      ? []
      : [{ name: 'gateway', field: 'timeouts.request', ms: timeouts.gatewayMs }]),
  ];
}

/** probe < connect < statement < request < function < gateway (E44). */
export const timeoutChain: Rule = {
  id: 'timeout-chain',
  severity: 'error',
  protects: 'callers from a gateway error while the work behind it goes on unseen',
  source: 'E22, E44; guide L117, L226, L264, L491',
  reads: [
    'services.*.timeouts',
    'services.*.probes.readiness.timeout',
    'services.*.lambda.timeout',
    'aws.api.integrationTimeout',
    'ingress.controller',
    'ingress.annotations',
    'services.*.expose.annotations',
  ],
  wayOut: 'let each wait end before the one around it',
  check: ({ services }) => Object.values(services).flatMap(broken),
};

const wayOut = (inner: string, outer: string): string =>
  `give the ${inner} less time, or ${outer === 'gateway' ? 'let what stands in front wait longer' : `the ${outer} more`}`;

function broken(service: Service): Problem[] {
  const chain = links(service);
  const problems: Problem[] = [];
  for (const [index, outer] of chain.entries()) {
    const inner = chain[index - 1];
    if (inner === undefined || inner.ms < outer.ms) continue;
    // The gateway's limit stands elsewhere, if it can be changed at all: what is inside it is told to give way.
    const blamed = outer.name === 'gateway' ? inner : outer;
    problems.push({
      path: `services.${service.name}.${blamed.field}`,
      message: `${inner.name} (${inner.ms}ms) must end before ${outer.name} (${outer.ms}ms): the inner wait outlives the outer one; ${wayOut(inner.name, outer.name)}`,
      value: `${inner.ms}ms`,
      limit: `${outer.ms}ms`,
    });
  }
  const probeMs = (service.probes.readiness?.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (probeMs <= service.timeouts.probeMs) {
    problems.push({
      path: `services.${service.name}.probes.readiness.timeout`,
      message: `must be longer than one check inside /ready (${service.timeouts.probeMs}ms), got ${probeMs}ms`,
      value: `${probeMs}ms`,
      limit: `${service.timeouts.probeMs}ms`,
    });
  }
  return problems;
}
