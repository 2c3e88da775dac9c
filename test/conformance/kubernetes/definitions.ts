import { join } from 'node:path';
import type { ControlPlane } from './control-plane';
import { installed } from './environment';

/** Makes the custom resources known that we emit, from the definitions that their projects publish. */
export async function defineCustomResources({ kubectl }: ControlPlane): Promise<void> {
  await kubectl.run(['apply', '--server-side', '-f', join(installed('DEFINITIONS'), 'crds')]);
  await kubectl.run(['wait', '--for=condition=established', '--timeout=30s', 'crd', '--all']);
}
