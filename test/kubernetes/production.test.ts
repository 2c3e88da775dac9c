import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kubernetesArtifacts } from '../../lib/kubernetes/artifacts';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import { resolvePlatform } from '../../lib/platform/resolve/index';

const file = join(__dirname, '..', '..', 'environments', 'production.yaml');
const platform = resolvePlatform(parse(readFileSync(file, 'utf8')));

test('the objects of the shipped production, in the order of apply', () => {
  const rows = kubernetesObjects(platform).map(
    ({ component, object }) => `${component.padEnd(14)} ${object.kind.padEnd(24)} ${object.metadata.name}`,
  );
  expect(rows.join('\n')).toMatchSnapshot();
});

test.each(kubernetesArtifacts(platform).filter(({ path }) => path.includes('/60-api/')))('$path', ({ content }) => {
  expect(content).toMatchSnapshot();
});
