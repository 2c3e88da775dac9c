/** Two choices that the library refuses together, and where it says so. */
export interface Impossible {
  readonly one: readonly [knob: string, option: string];
  readonly other: readonly [knob: string, options: readonly string[]];
  readonly at: string;
}

export const impossible: readonly Impossible[] = [
  { one: ['wayIn', 'alb'], other: ['provider', ['aks', 'gke', 'generic']], at: 'ingress.controller' },
  { one: ['wayIn', 'alb'], other: ['issuer', ['named', 'made']], at: 'ingress.tls.issuer' },
  { one: ['wayIn', 'alb'], other: ['issuer', ['there']], at: 'ingress.tls.existingSecretName' },
  { one: ['wayIn', 'theirs'], other: ['issuer', ['named', 'made', 'there']], at: 'ingress.tls' },
  // A pool that only EKS and GKE have here.
  { one: ['scheduling', 'pool'], other: ['provider', ['aks', 'generic']], at: 'services.reports.placement' },
  { one: ['queue', 'none'], other: ['autoscaling', ['keda']], at: 'services.reports.autoscaling.kind' },
];

/** Whether a choice for every knob, or for some of them, can stand together. */
export const isPossible = (choice: Readonly<Record<string, string>>): boolean =>
  !impossible.some(
    ({ one: [knob, option], other: [otherKnob, options] }) =>
      // covertable's rows throw when they are asked for a knob that has no choice yet.
      knob in choice && otherKnob in choice && choice[knob] === option && options.includes(choice[otherKnob] ?? ''),
  );
