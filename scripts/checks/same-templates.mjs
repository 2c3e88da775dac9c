// node scripts/checks/same-templates.mjs <assembly>: fails unless the CDK assembly in that folder, as `cdk synth` made
// it, was validated without a finding, and its templates say what those in dist say.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const assembly = process.argv[2];
const json = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const problems = [];

const reports = json(assembly, 'validation-report.json').pluginReports;
if (reports.length === 0) problems.push('no validation ran');
for (const { pluginName, conclusion, violations } of reports) {
  if (conclusion !== 'success' || violations.length > 0) {
    problems.push(`${pluginName}: ${conclusion}, ${violations.length} violations`);
  }
}

const made = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
const shipped = readdirSync('dist').flatMap((environment) =>
  readdirSync(join('dist', environment))
    .filter((target) => target === 'cloudformation')
    .flatMap((target) => readdirSync(join('dist', environment, target)).map((name) => [environment, target, name])),
);
const names = shipped.map(([, , name]) => name);
if (names.length === 0) problems.push('no template in dist');
for (const name of made.filter((one) => !names.includes(one))) problems.push(`${name}: not in dist`);
for (const path of shipped) {
  const name = path[2];
  if (!made.includes(name)) problems.push(`${name}: only in dist`);
  else if (!isDeepStrictEqual(json(assembly, name), json('dist', ...path))) problems.push(`${name}: differs from dist`);
}
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}
