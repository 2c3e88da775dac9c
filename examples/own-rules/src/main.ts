import { join } from 'node:path';
import { checkPlatform, loadPlatform } from 'memorai-infra';
import { europeanRegion } from './rules/european-region.js';
import { publicReplicas } from './rules/public-replicas.js';

const [, , today] = process.argv;
const findings = checkPlatform(loadPlatform(join(import.meta.dirname, '..', 'platform.yaml')), {
  rules: [europeanRegion, publicReplicas],
  today,
});
for (const { rule, severity, path, message } of findings) {
  process.stdout.write(`${severity}  ${path}  ${message}  [${rule}]\n`);
}
if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 3;
