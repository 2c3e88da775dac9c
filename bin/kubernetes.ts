import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdk8s';
import { runApp } from '../lib/cli/app';
import { chartArtifacts, MemoraiChart } from '../lib/kubernetes/memorai-chart';
import { prometheusRules } from '../lib/monitoring/prometheus-rules';

/** The cdk8s app of cdk8s.yaml: every environment on Kubernetes, a chart each, in the same files as `npm run synth`. */
const app = new App();
const folder = process.env.CDK8S_OUTDIR ?? 'build/cdk8s';
runApp([], (environment, { today, showFindings }) => {
  const { platform } = environment;
  if (!platform.targets.includes('kubernetes')) return;
  showFindings();
  const chart = new MemoraiChart(app, platform.environment, {
    platform,
    prometheusRules: prometheusRules(platform),
    check: { today },
  });
  for (const { path, content } of chartArtifacts(chart)) {
    const file = join(folder, platform.environment, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
});
