/**
 * Where a program or a folder is that scripts/conformance/kubernetes/install found or made.
 *
 * @throws Error when the tests are not run by `scripts/conformance/run kubernetes`
 */
export function installed(name: 'KUBERNETES' | 'ETCD' | 'KWOK' | 'DEFINITIONS'): string {
  const value = process.env[`CONFORMANCE_${name}`];
  if (value === undefined) {
    throw new Error(`CONFORMANCE_${name} is not set; run these tests with: scripts/conformance/run kubernetes`);
  }
  return value;
}
