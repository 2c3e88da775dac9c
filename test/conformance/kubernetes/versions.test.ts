import { join } from 'node:path';
import { oldestSupportedKubernetes } from '../../../lib/platform/support';
import { cases } from './cases';
import { ControlPlane } from './control-plane';
import { defineCustomResources } from './definitions';
import { Release } from './release';

/** 1.34 is the oldest that the server can emulate; the other moves with the table of lib/platform/support.ts. */
describe.each([...new Set(['1.34', oldestSupportedKubernetes])])('an API server of %s', (version) => {
  let plane: ControlPlane | undefined;
  beforeAll(async () => {
    plane = await ControlPlane.start({ controllers: false, emulatedVersion: version });
    await defineCustomResources(plane);
  });
  afterAll(() => plane?.stop());

  test('says that it is one', async () => {
    const found = await plane?.api.get<{ emulationMajor: string; emulationMinor: string }>('/version');
    expect(`${found?.emulationMajor}.${found?.emulationMinor}`).toBe(version);
  });

  test.each(cases)('admits every object of $name', async ({ name, config }) => {
    if (plane === undefined) throw new Error('there is no server');
    await new Release(plane.kubectl, join(plane.folder, name), config).applyAll();
  });
});
