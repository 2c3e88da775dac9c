import { plain, production } from '../../support/configs';
import { teamDeployment } from '../../support/team-deployment';
import type { Case } from './case';

const budget = (apiVersion: string) => ({ apiVersion, kind: 'PodDisruptionBudget', metadata: { name: 'team' } });
const flow = (apiVersion: string) => ({ apiVersion, kind: 'FlowSchema', metadata: { name: 'team', namespace: null } });

const scaler = (kind: string, name: string, spec: object = {}) => ({
  apiVersion: kind === 'ScaledObject' ? 'keda.sh/v1alpha1' : 'autoscaling/v2',
  kind,
  metadata: { name: 'team' },
  spec: {
    scaleTargetRef: { kind: 'Deployment', name },
    ...(kind === 'HorizontalPodAutoscaler' ? { maxReplicas: 3 } : {}),
    ...spec,
  },
});
const vertical = (updateMode: string) => ({
  apiVersion: 'autoscaling.k8s.io/v1',
  kind: 'VerticalPodAutoscaler',
  metadata: { name: 'team' },
  spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'memorai-api' }, updatePolicy: { updateMode } },
});

/** Objects of a team's own beside ours. */
export const objects: readonly Case[] = [
  {
    rule: 'removed-api',
    title: 'versions that no server has, and one that this server has no more',
    config: plain({
      cluster: { version: '1.32' },
      extraObjects: [
        budget('policy/v1beta1'),
        { apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', metadata: { name: 'team', namespace: null } },
        flow('flowcontrol.apiserver.k8s.io/v1beta3'),
      ],
    }),
    finds: [
      'extraObjects[0].apiVersion: Kubernetes has no PodDisruptionBudget of policy/v1beta1 from 1.25 on, and the cluster runs 1.32; use policy/v1',
      'extraObjects[1].apiVersion: Kubernetes has no PodSecurityPolicy of policy/v1beta1 from 1.25 on, and the cluster runs 1.32; remove it: nothing took its place',
      'extraObjects[2].apiVersion: Kubernetes has no FlowSchema of flowcontrol.apiserver.k8s.io/v1beta3 from 1.32 on, and the cluster runs 1.32; use flowcontrol.apiserver.k8s.io/v1',
    ],
  },
  {
    rule: 'removed-api',
    title: 'the last server that has it, the version of today, and a kind that is still in that version',
    config: plain({
      cluster: { version: '1.31' },
      extraObjects: [
        flow('flowcontrol.apiserver.k8s.io/v1beta3'),
        budget('policy/v1'),
        { apiVersion: 'storage.k8s.io/v1beta1', kind: 'VolumeAttributesClass', metadata: { name: 'team' } },
      ],
    }),
    finds: [],
  },
  {
    rule: 'second-autoscaler',
    title: 'two that decide on the number of one service',
    config: production({
      extraObjects: [
        scaler('HorizontalPodAutoscaler', 'memorai-api'),
        scaler('ScaledObject', 'memorai-worker'),
        vertical('Recreate'),
      ],
    }),
    finds: [
      'extraObjects[0]: HorizontalPodAutoscaler team scales memorai-api, whose own autoscaler keeps it between 3 and 10: each undoes the other; use services.api.autoscaling',
      'extraObjects[1]: ScaledObject team scales memorai-worker, whose own autoscaler keeps it between 2 and 8: each undoes the other; use services.worker.autoscaling',
      'extraObjects[2]: VerticalPodAutoscaler team scales memorai-api, whose own autoscaler measures usage against the requests that this one changes; use services.api.autoscaling',
    ],
  },
  {
    rule: 'second-autoscaler',
    title: "a team's own Deployment, another namespace, and one that only advises",
    config: production({
      extraObjects: [
        teamDeployment(),
        scaler('HorizontalPodAutoscaler', 'team'),
        { ...scaler('HorizontalPodAutoscaler', 'memorai-api'), metadata: { name: 'other', namespace: 'other' } },
        vertical('Off'),
      ],
    }),
    finds: [],
  },
];
