import type { Artifact } from './artifact';

/**
 * What names another thing, or is named: the words in which targets say what they make and what they count on. Targets do
 * not know each other; a rule that holds one against the other reads nothing but this.
 */
export type NameKind =
  /** A secret in Secrets Manager; parts: properties of its JSON. */
  | 'secret'
  /** A parameter in SSM. */
  | 'parameter'
  /** A queue of SQS, or of what stands in for it. */
  | 'queue'
  /** A cluster of EKS. */
  | 'cluster'
  /** A cluster of Aurora. */
  | 'database'
  | 'function'
  | 'logGroup'
  | 'topic'
  /** An alarm of CloudWatch; parts: the queues that it watches. */
  | 'alarm'
  /** A resource of a template, `<file>#<logical id>`. */
  | 'resource'
  /** A repository of images. */
  | 'repository'
  /** Pods that are told apart by their label `app`, `<namespace>/<app>`; parts: their ports. */
  | 'pods'
  /** A name that resolves inside: a Service, `<name>.<namespace>`, or a container of Compose; parts: its ports. */
  | 'address'
  | 'namespace'
  /** `<namespace>/<name>` */
  | 'serviceAccount'
  /** A service account that AWS gives a role, `<namespace>/<name>`; parts: `add-on` where one brings the account. */
  | 'podIdentity'
  /** A label of nodes, `<key>=<value>`. */
  | 'nodeLabel'
  /** A taint of nodes, `<key>=<value>`. */
  | 'nodeTaint'
  /** A public host. */
  | 'host'
  /** A variable of `.env`. */
  | 'variable'
  /** A file of the output. */
  | 'file'
  /** What a query asks for; here, what a rule records or a program writes beside all scraping. */
  | 'metric'
  /** A metric that comes by a scrape; parts: jobs of which one has to be there, none where every service has it. */
  | 'series'
  /** A metric that a rule of ours records, under the name that docs/metrics.md promises where the job `part` is scraped. */
  | 'recorded'
  /** A job of the scraper: the label `job`. */
  | 'job'
  | 'alert'
  /** Of alerts. */
  | 'severity'
  /** The part of runbooks.md that is about an alert, by its name. */
  | 'runbook'
  /** Whom Alertmanager tells. */
  | 'receiver';

/** Where a name stands in the output. */
export interface Place {
  /** Path of the artifact. */
  readonly file: string;
  /** Path in it: `spec.rules[0].host`. */
  readonly at: string;
  /** Path in the config of the patch or the extra object that wrote it last; absent where it is ours. */
  readonly source?: string | undefined;
}

/** Something that is there once the output is applied. */
export interface Definition extends Place {
  readonly kind: NameKind;
  readonly name: string;
  /** Keys, properties or ports; absent where they are not known. */
  readonly parts?: readonly string[] | undefined;
}

/** A name that is given of something else. */
export interface Reference extends Place {
  readonly kind: NameKind;
  readonly name: string;
  readonly part?: string | undefined;
  /** Path in the config that says it; absent where that is not known. */
  readonly path?: string;
}

/** One thing that several places say, and all have to say alike: `image` of `memorai-api`. */
export interface Statement extends Place {
  readonly about: 'image' | 'database name' | 'database user' | 'runbook';
  readonly of: string;
  readonly value: string;
}

/** The environment of one of our workloads, as one target gives it. */
export interface Environment extends Place {
  /** Full name: `memorai-api`; of a container beside its own `memorai-api/proxy`. */
  readonly workload: string;
  readonly variables: readonly Variable[];
}

export interface Variable {
  readonly name: string;
  readonly at: string;
  /** Absent where it is fetched, or kept in a secret. */
  readonly value?: string;
  /** Path in the config of the patch or the extra object that wrote it last; absent where it is ours. */
  readonly source?: string | undefined;
  /** Whether it comes from a ConfigMap that is loaded whole. */
  readonly isShared?: boolean;
}

/** One direction of one way that a network policy opens. */
export interface Way extends Place {
  readonly direction: 'in' | 'out';
  /** Pods that the policy is for, `<namespace>/<app>`. */
  readonly pods: string;
  /** `<namespace>/<app>`, `namespace <name>` or a range of addresses. */
  readonly peer: string;
  /** Absent: every port. */
  readonly port?: number;
}

/** A network policy: the pods of those workloads let through what some policy opens, and nothing else. */
export interface Policy extends Place {
  /** Workloads whose pods it selects, `<namespace>/<kind>/<name>`. */
  readonly covers: readonly string[];
  readonly directions: readonly Way['direction'][];
  /** Directions in which it lets everything through: whoever asks, or on whatever port. */
  readonly open: readonly (Place & { readonly direction: Way['direction']; readonly peer: string })[];
}

/** What counts the pods of a workload. */
export interface Autoscaler extends Place {
  /** `HorizontalPodAutoscaler memorai-api-hpa` */
  readonly name: string;
  /** `<namespace>/<kind>/<name>` */
  readonly target: string;
  readonly min?: number;
  readonly max?: number;
  /** What it measures against requests. */
  readonly measures: readonly Amount[];
}

export type Amount = 'cpu' | 'memory';

/** What makes pods in the cluster, with the numbers of its final object. */
export interface Workload extends Place {
  /** `<namespace>/<kind>/<name>` */
  readonly name: string;
  /** As its pods are called: `memorai-api`. */
  readonly app: string;
  /** Absent: an autoscaler counts them, or one. */
  readonly replicas?: number;
  /** Pods beyond that during a rollout, by number or as a share: `25%`. */
  readonly surge?: number | string;
  readonly gracePeriodSeconds?: number;
  readonly containers: readonly Container[];
}

export interface Container {
  readonly name: string;
  /** Path in the object. */
  readonly at: string;
  /** Millicores and MiB; where only a limit is set, that, as the server does. */
  readonly requests: Readonly<Partial<Record<Amount, number>>>;
  readonly limits: Readonly<Partial<Record<Amount, number>>>;
  /** How long it waits before it is told to stop; absent where it waits by a command. */
  readonly preStopSeconds?: number;
}

/** How many pods may be evicted at once. */
export interface DisruptionBudget extends Place {
  readonly name: string;
  /** Workloads whose pods it selects, `<namespace>/<kind>/<name>`. */
  readonly covers: readonly string[];
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

/** A Service of Kubernetes. */
export interface Entry extends Place {
  /** `<name>.<namespace>` */
  readonly address: string;
  /** How it is reached from outside of the cluster: `LoadBalancer`, `NodePort`, `externalIPs`; absent where it is not. */
  readonly published?: string;
  /** Workloads whose pods it selects, `<namespace>/<kind>/<name>`. */
  readonly covers: readonly string[];
}

/** A path of a public host, and the Service that it leads to. */
export interface Route extends Place {
  /** Whose requests they are, as routes of one way in take them from each other: a class of Ingress, a listener of a Gateway. */
  readonly wayIn: string;
  /** `*` for any. */
  readonly host: string;
  readonly path: string;
  readonly match: 'exact' | 'prefix' | 'expression';
  /** `<name>.<namespace>`; absent: it leads nowhere. */
  readonly address?: string;
  /** What the Service is asked for in place of the path, as a whole or as far as it begins so. */
  readonly rewritten?: { readonly to: string; readonly match: 'exact' | 'prefix' };
}

/** The Pod Security Standard that a namespace enforces. */
export interface PodStandard extends Place {
  readonly namespace: string;
  /** Absent: that of the cluster, which admits everything unless somebody changed it. */
  readonly level?: string;
}

/** A name that somebody gave, of a kind whose length and letters are bounded elsewhere. */
export interface BoundName extends Place {
  /** `AWS::SQS::Queue`, or a kind of Kubernetes. */
  readonly type: string;
  readonly name: string;
}

/** What a target finds wrong within its own output. */
export interface Fault {
  readonly check: 'objects' | 'shape' | 'compose' | 'watched';
  /** Path in the config of what a person would change. */
  readonly path: string;
  readonly message: string;
}

/** What a target's artifacts define and refer to, read from what is written and not from the platform. */
export interface Facts {
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
  readonly statements: readonly Statement[];
  readonly environments: readonly Environment[];
  readonly ways: readonly Way[];
  readonly policies: readonly Policy[];
  readonly autoscalers: readonly Autoscaler[];
  readonly workloads: readonly Workload[];
  readonly budgets: readonly DisruptionBudget[];
  readonly entries: readonly Entry[];
  readonly routes: readonly Route[];
  readonly podStandards: readonly PodStandard[];
  readonly names: readonly BoundName[];
  readonly faults: readonly Fault[];
}

/** An artifact before it is text: what facts are read from. */
export interface Document {
  readonly path: string;
  readonly value: unknown;
  /** Paths in the config of the extra object that it is and of the patches that changed it; absent where it is ours. */
  readonly sources?: readonly string[] | undefined;
}

/** What a target hands back. */
export interface TargetOutput {
  readonly artifacts: readonly Artifact[];
  /** Read when they are asked for: a plain synth does not pay for them. */
  readonly facts: () => Facts;
}

/** All of them together. */
export function allFacts(parts: readonly Partial<Facts>[]): Facts {
  const all = <K extends keyof Facts>(key: K) => parts.flatMap((part) => (part[key] ?? []) as Facts[K][number][]);
  return {
    definitions: all('definitions'),
    references: all('references'),
    statements: all('statements'),
    environments: all('environments'),
    ways: all('ways'),
    policies: all('policies'),
    autoscalers: all('autoscalers'),
    workloads: all('workloads'),
    budgets: all('budgets'),
    entries: all('entries'),
    routes: all('routes'),
    podStandards: all('podStandards'),
    names: all('names'),
    faults: all('faults'),
  };
}
