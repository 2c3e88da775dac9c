import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlPlane } from './control-plane';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await ControlPlane.start({ controllers: false });
});
afterAll(() => plane?.stop());

const serverId = (): number => Number(readFileSync(join(plane.folder, 'kube-apiserver.pid'), 'utf8'));

test('a server that crashes is started again, with what it held, and kubectl asks again', async () => {
  await plane.kubectl.run(['create', 'namespace', 'kept']);
  const crashed = serverId();
  process.kill(crashed, 'SIGKILL');
  expect(await plane.kubectl.run(['get', 'namespace', 'kept', '--output=name'])).toBe('namespace/kept\n');
  expect(serverId()).not.toBe(crashed);
});
