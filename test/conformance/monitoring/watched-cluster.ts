import { join } from 'node:path';
import type { PlatformConfig } from '../../../lib/config/schema/index';
import { resolvePlatform } from '../../../lib/platform/index';
import { ControlPlane } from '../kubernetes/control-plane';
import { defineCustomResources } from '../kubernetes/definitions';
import { Deployed } from '../kubernetes/deployed';
import { until } from '../kubernetes/until';

/** An environment deployed to a real control plane, whose nodes and pods kwok plays. */
export class WatchedCluster {
  private constructor(private readonly plane: ControlPlane) {}

  static async start(config: PlatformConfig): Promise<WatchedCluster> {
    const plane = await ControlPlane.start({ controllers: true });
    try {
      await defineCustomResources(plane);
      const deployed = new Deployed(plane, { name: 'watched', config, removed: '' });
      await Promise.all([
        deployed.nodes
          .grow('minNodes')
          .then(() => deployed.deploy())
          .then(() => deployed.rollout('status'))
          .then(() => failAJob(plane, resolvePlatform(config).cluster?.namespace)),
        runAWayIn(plane),
      ]);
    } catch (error) {
      await plane.stop();
      throw error;
    }
    return new WatchedCluster(plane);
  }

  /** Of somebody who may read everything. */
  get kubeconfig(): string {
    return join(this.plane.folder, 'admin.kubeconfig');
  }

  close(): Promise<void> {
    return this.plane.stop();
  }
}

/** It ends before it may have a pod. */
async function failAJob({ api }: ControlPlane, namespace = 'default'): Promise<void> {
  const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`;
  await api.send('POST', jobs, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'fails' },
    spec: {
      activeDeadlineSeconds: 1,
      template: {
        spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'none:broken' }] },
      },
    },
  });
  await until('the Job has failed', 30_000, async () => {
    const { status } = await api.get<{ status: { failed?: number; conditions?: { type: string }[] } }>(`${jobs}/fails`);
    return status.conditions?.some(({ type }) => type === 'Failed') ?? false;
  });
}

/** A pod as the manifests of ingress-nginx make it: the port of its metrics is not among those that it names. */
async function runAWayIn({ api }: ControlPlane): Promise<void> {
  await api.send('POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ingress-nginx' },
  });
  await api.send('POST', '/api/v1/namespaces/ingress-nginx/serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'ingress-nginx' },
  });
  const pods = '/api/v1/namespaces/ingress-nginx/pods';
  await api.send('POST', pods, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'controller',
      labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
    },
    spec: {
      serviceAccountName: 'ingress-nginx',
      containers: [
        {
          name: 'controller',
          image: 'none:played',
          ports: [{ containerPort: 80 }, { containerPort: 443 }, { containerPort: 8443 }],
        },
      ],
    },
  });
  await until('the controller has an address', 60_000, async () => {
    const { status } = await api.get<{ status: { podIP?: string } }>(`${pods}/controller`);
    return status.podIP !== undefined;
  });
}
