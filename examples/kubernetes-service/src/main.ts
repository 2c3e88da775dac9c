import { join } from 'node:path';
import { App, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { loadPlatform } from 'memorai-infra';
import { MemoraiChart, patch } from 'memorai-infra/kubernetes';

const platform = loadPlatform(join(__dirname, '..', 'platform.yaml'));
const app = new App();
const chart = new MemoraiChart(app, 'memorai', {
  platform,
  // Any field of any object that the platform makes, typed by its kind.
  patches: [patch('Deployment', 'memorai-reports', { spec: { template: { spec: { shareProcessNamespace: true } } } })],
});
const { deployment } = chart.service('reports');

// The same with what cdk8s has for it.
deployment.addJsonPatch(JsonPatch.replace('/spec/revisionHistoryLimit', 2));

// Objects of your own go into the same chart.
new k8s.KubeResourceQuota(chart, 'quota', {
  metadata: { name: 'reports-quota', namespace: deployment.metadata.namespace },
  spec: { hard: { pods: k8s.Quantity.fromNumber(60) } },
});

// What breaks a rule fails the synth; the rest is for people to read.
for (const { severity, path, message } of chart.findings) {
  if (severity !== 'error') process.stderr.write(`${severity}  ${path}  ${message}\n`);
}
app.synth();
