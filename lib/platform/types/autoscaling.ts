/** Speed of the autoscaler in one direction. */
export interface ScalingDirection {
  readonly stabilizationSeconds: number;
  readonly policies: readonly {
    readonly type: 'Pods' | 'Percent';
    readonly value: number;
    readonly periodSeconds: number;
  }[];
  readonly select: 'Max' | 'Min' | 'Disabled';
}

interface Utilization {
  /** Utilisation of the request at which pods are added, percent; absent: not looked at. */
  readonly cpuPercent?: number;
  readonly memoryPercent?: number;
  readonly behavior: { readonly scaleUp: ScalingDirection; readonly scaleDown: ScalingDirection };
}

/** A metric beside CPU and memory; `averageValue` is a Kubernetes quantity, a replica. */
export type ScalingMetric =
  | { readonly kind: 'pods'; readonly name: string; readonly averageValue: string }
  | {
      readonly kind: 'external';
      readonly name: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly averageValue: string;
    };

/** Who decides how many pods there are between the least and the most. */
export type Autoscaling =
  | (Utilization & { readonly kind: 'hpa'; readonly metrics: readonly ScalingMetric[] })
  /** KEDA makes the HorizontalPodAutoscaler itself: never both. */
  | (Utilization & {
      readonly kind: 'keda';
      readonly messagesPerReplica: number;
      readonly pollingIntervalSeconds: number;
      readonly cooldownSeconds: number;
    });
