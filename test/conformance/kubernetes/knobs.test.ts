import { join } from 'node:path';
import { dump } from 'js-yaml';
import { covering } from '../../knobs/covering';
import { refused } from '../../knobs/refused';
import { configOf } from '../../knobs/sights';
import { ControlPlane } from './control-plane';
import { defineCustomResources } from './definitions';
import { Release } from './release';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await ControlPlane.start({ controllers: false });
  await defineCustomResources(plane);
  for (const name of ['argocd', 'flux-system']) await plane.kubectl.run(['create', 'namespace', name]);
  // Named by a choice of the table: the server looks it up as soon as a pod names it.
  await plane.kubectl.run(
    ['apply', '--server-side', '-f', '-'],
    dump({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc' }),
  );
});
afterAll(() => plane?.stop());

const rows = covering();

test.each(rows.map((row) => [row.name, row] as const))('the server admits %s of the knobs', async (_, { config }) => {
  const release = new Release(plane.kubectl, join(plane.folder, config.environment), config);
  await release.applyAll();
  // What a GitOps tool itself is told is in no kustomization.
  const told = [...release.owned()].flatMap(([file, { text }]) =>
    /^kubernetes\/(argocd|flux)\//.test(file) ? [text] : [],
  );
  if (told.length > 0) await plane.kubectl.run(release.applyArguments('-f', '-'), told.join('---\n'));
});

describe('what is refused in the config is refused by the server itself:', () => {
  let release: Release;
  beforeAll(async () => {
    release = new Release(plane.kubectl, join(plane.folder, 'refused'), configOf([]));
    await release.applyNamespace();
  });
  const tried = (object: unknown) =>
    plane.kubectl.attempt(release.applyArguments('--dry-run=server', '-f', '-'), dump(object, { noRefs: true }));

  test.each(refused.map((row) => [row.title, row] as const))('%s', async (_, { object, merge, server }) => {
    const made = [...release.owned().values()].find(({ identity }) => `${identity.kind}/${identity.name}` === object);
    expect(await tried(made?.object)).toMatchObject({ code: 0 });
    const { code, stderr } = await tried(laidOver(made?.object, merge));
    expect([code, stderr]).toEqual([1, expect.stringContaining(server)]);
  });
});

/** Maps merge, and the one container; lists replace. */
function laidOver(base: unknown, over: unknown, key = ''): unknown {
  if (Array.isArray(base) && Array.isArray(over) && key === 'containers') {
    return base.map((item, index) => laidOver(item, over[index]));
  }
  if (!isMap(base) || !isMap(over)) return over;
  return {
    ...base,
    ...Object.fromEntries(Object.entries(over).map(([name, value]) => [name, laidOver(base[name], value, name)])),
  };
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

test('and refuses one with a value that no knob can give', async () => {
  const row = rows.find(({ choice }) => choice.topologySpread === 'own');
  if (row === undefined) throw new Error('there is no config');
  const release = new Release(plane.kubectl, join(plane.folder, 'fault'), row.config);
  await release.applyNamespace();
  const written = [...release.owned().values()].find(
    ({ identity }) => identity.kind === 'Deployment' && identity.name === 'memorai-reports',
  );
  const text = written?.text.replace(/whenUnsatisfiable: \w+/, 'whenUnsatisfiable: Never') ?? '';
  expect(text).toContain('Never');
  const { code, stderr } = await plane.kubectl.attempt(release.applyArguments('--dry-run=server', '-f', '-'), text);
  expect([code, stderr]).toEqual([1, expect.stringContaining('whenUnsatisfiable: Unsupported value: "Never"')]);
});
