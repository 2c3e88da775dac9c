import { join } from 'node:path';
import type { ControlPlane } from './control-plane';
import { installed } from './environment';
import { until } from './until';

/** Makes the custom resources known that we emit, from the definitions that their projects publish. */
export async function defineCustomResources({ kubectl }: ControlPlane): Promise<void> {
  // Those that no project publishes as a file are our own, from their documentation.
  const folders = [join(installed('DEFINITIONS'), 'crds'), 'test/conformance/definitions'];
  await kubectl.run(['apply', '--server-side', ...folders.flatMap((folder) => ['-f', folder])]);
  // Until the server has looked at a definition its conditions are null, which kubectl calls an error and does not wait.
  await until('the definitions are established', 60_000, async () => {
    const { code, stderr } = await kubectl.attempt([
      'wait',
      '--for=condition=established',
      '--timeout=120s',
      'crd',
      '--all',
    ]);
    return code === 0 || stderr;
  });
  // The first list of a kind may still be answered with "storage is (re)initializing".
  const kinds = (await kubectl.run(['get', 'crd', '--output=name'])).trim().split('\n');
  const names = kinds.map((kind) => kind.slice(kind.indexOf('/') + 1)).join();
  await until('the new kinds can be listed', 60_000, async () => {
    const { code, stderr } = await kubectl.attempt(['get', names, '--all-namespaces']);
    return code === 0 || stderr;
  });
}
