// Fails when package-lock.json has two versions of a package that our code or a user's shares with us: one of our
// dependencies or peers. Two copies of constructs or aws-cdk-lib break instanceof; two of zod or yaml cost their load
// time twice. A copy that another package ships inside itself is that package's own.
import { readFileSync } from 'node:fs';

const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const problems = [];
for (const name of Object.keys({ ...dependencies, ...peerDependencies }).sort()) {
  const copies = Object.entries(packages).filter(
    ([path, { inBundle }]) => path.endsWith(`node_modules/${name}`) && inBundle !== true,
  );
  if (copies.length === 0) problems.push(`${name}: not in package-lock.json; run npm install`);
  if (copies.length > 1) {
    problems.push(`${name}: ${copies.map(([path, { version }]) => `${version} at ${path}`).join(', ')}`);
  }
}
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}
