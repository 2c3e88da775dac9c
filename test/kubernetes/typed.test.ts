import type { k8s } from 'cdk8s-plus-27';
import { customObject, kubernetesObject, type Plain } from '../../lib/kubernetes/typed';

const metadata = { name: 'a', labels: {} };

test('an object has its apiVersion, kind and metadata', () => {
  expect(kubernetesObject('PodDisruptionBudget', metadata, { spec: { maxUnavailable: 1 } })).toEqual({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { maxUnavailable: 1 },
  });
});

test('undefined fields are dropped at any depth; empty values are kept', () => {
  const object = kubernetesObject('NetworkPolicy', metadata, {
    spec: { podSelector: {}, egress: [], ingress: [{ ports: [{ port: 80, endPort: undefined }], from: undefined }] },
  });
  expect(object.spec).toStrictEqual({ podSelector: {}, egress: [], ingress: [{ ports: [{ port: 80 }] }] });
  expect(customObject('a/v1', 'B', metadata, { c: undefined, d: [] }).spec).toStrictEqual({ d: [] });
});

/** Checked by the compiler: each marked line is an error, and an error is reported where there is none. */
test('types are those of the YAML', () => {
  const accepted = {
    service: { clusterIP: 'None', ports: [{ port: 80, targetPort: 'http' }] } satisfies Plain<k8s.ServiceSpec>,
    container: { name: 'a', resources: { requests: { cpu: '500m' } } } satisfies Plain<k8s.Container>,
    metric: { type: 'Value', value: '5' } satisfies Plain<k8s.MetricTargetV2>,
    rollout: { maxSurge: 1, maxUnavailable: '25%' } satisfies Plain<k8s.RollingUpdateDeployment>,
    newer: { preStop: { sleep: { seconds: 1 } } } satisfies Plain<k8s.Lifecycle>,
    variable: { name: 'A', value: 'b', valueFrom: undefined } satisfies Plain<k8s.EnvVar>,
  };
  const refused = {
    // @ts-expect-error the name in YAML is clusterIP
    service: { clusterIp: 'None' } satisfies Plain<k8s.ServiceSpec>,
    // @ts-expect-error a quantity is text
    container: { name: 'a', resources: { requests: { cpu: 5 } } } satisfies Plain<k8s.Container>,
    // @ts-expect-error a port of a Service is a number
    port: { port: 'http' } satisfies Plain<k8s.ServicePort>,
    // @ts-expect-error the value of a variable is text, although its type has a field `value`
    variable: { name: 'A', value: 5 } satisfies Plain<k8s.EnvVar>,
    // @ts-expect-error no such field
    newer: { preStop: { sleep: { second: 1 } } } satisfies Plain<k8s.Lifecycle>,
  };
  expect(Object.keys({ ...accepted, ...refused })).toHaveLength(7);
});
