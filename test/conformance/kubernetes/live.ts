import type { ApiClient, StoredObject } from './api-client';

export interface Pod extends StoredObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly serviceAccountName: string;
    readonly containers: readonly {
      readonly image: string;
      readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
      readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
      readonly env?: readonly {
        readonly name: string;
        readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
      }[];
    }[];
  };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

export interface Keyed extends StoredObject {
  readonly data?: Readonly<Record<string, string>>;
}

export interface EndpointSlice extends StoredObject {
  readonly endpoints:
    | readonly {
        readonly conditions: { readonly ready?: boolean };
        readonly targetRef?: { readonly name: string };
      }[]
    | null;
  readonly ports: readonly { readonly port: number }[] | null;
}

export interface ExternalSecret extends StoredObject {
  readonly spec: { readonly target: { readonly name: string; readonly template: { readonly data: object } } };
}

const isFinished = (pod: Pod): boolean => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
export const isReady = (pod: Pod): boolean =>
  pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
const isBroken = (pod: Pod): boolean => pod.spec.containers.some(({ image }) => image.endsWith(':broken'));

/** The objects of one namespace as the API server has them now. */
export class Live {
  constructor(
    readonly api: ApiClient,
    readonly namespace: string,
  ) {}

  path(group: string, resource: string): string {
    return `${group === 'v1' ? '/api/v1' : `/apis/${group}`}/namespaces/${this.namespace}/${resource}`;
  }

  list<T extends StoredObject>(group: string, resource: string): Promise<readonly T[]> {
    return this.api.list<T>(this.path(group, resource));
  }

  /** Pods that run or shall run: neither finished nor on their way out. */
  async pods(): Promise<readonly Pod[]> {
    const pods = await this.list<Pod>('v1', 'pods');
    return pods.filter((pod) => !isFinished(pod) && pod.metadata.deletionTimestamp === undefined);
  }

  /** Ready pods of good images, by the label `app`. */
  async serving(): Promise<Readonly<Record<string, number>>> {
    return countByApp((await this.pods()).filter((pod) => isReady(pod) && !isBroken(pod)));
  }

  /** Pods of a broken release, by the label `app`, that have a node. */
  async brokenOnNodes(): Promise<Readonly<Record<string, number>>> {
    return countByApp((await this.pods()).filter((pod) => isBroken(pod) && pod.spec.nodeName !== undefined));
  }
}

export const appOf = ({ metadata }: StoredObject): string => metadata.labels?.app ?? '';

function countByApp(pods: readonly Pod[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const pod of pods) counts[appOf(pod)] = (counts[appOf(pod)] ?? 0) + 1;
  return counts;
}
