import { applicationContract } from '../../platform/contract';
import type { Platform } from '../../platform/types';
import { workloadMetadata } from '../metadata';
import { customObject, type KubernetesObject } from '../typed';
import type { PublicService } from './public-service';

const apiVersion = 'networking.gke.io/v1';

interface TargetRef {
  readonly group: '';
  readonly kind: 'Service';
  readonly name: string;
}

interface HealthCheckPolicySpec {
  readonly default: {
    readonly checkIntervalSec: number;
    readonly timeoutSec: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
    readonly config: { readonly type: 'HTTP'; readonly httpHealthCheck: { readonly requestPath: string } };
  };
  readonly targetRef: TargetRef;
}

interface GcpBackendPolicySpec {
  readonly default: {
    readonly timeoutSec: number;
    readonly connectionDraining: { readonly drainingTimeoutSec: number };
  };
  readonly targetRef: TargetRef;
}

/**
 * What Google's load balancer has to know of a backend and reads nowhere else: it would ask `/` for health, end a
 * request after 30 s, and drop those in flight when a pod leaves (GKE, 'Configure Gateway resources using Policies').
 */
export function gkePolicies(platform: Platform, { service }: PublicService): readonly KubernetesObject[] {
  const metadata = workloadMetadata(platform, service, service.fullName);
  const targetRef: TargetRef = { group: '', kind: 'Service', name: service.serviceObjectName };
  return [
    customObject<HealthCheckPolicySpec>(apiVersion, 'HealthCheckPolicy', metadata, {
      default: {
        checkIntervalSec: 15,
        timeoutSec: 5,
        healthyThreshold: 1,
        unhealthyThreshold: 2,
        config: { type: 'HTTP', httpHealthCheck: { requestPath: applicationContract.healthPath } },
      },
      targetRef,
    }),
    customObject<GcpBackendPolicySpec>(apiVersion, 'GCPBackendPolicy', metadata, {
      default: {
        timeoutSec: Math.ceil((service.timeouts.gatewayMs ?? service.timeouts.requestMs) / 1000),
        connectionDraining: { drainingTimeoutSec: service.termination.gracePeriodSeconds },
      },
      targetRef,
    }),
  ];
}
