import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { checkOutput } from '../../lib/check-output';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { kubernetesObjects } from '../../lib/kubernetes/objects';
import { resolvePlatform } from '../../lib/platform/index';
import { production } from '../support/configs';

const page = readFileSync('docs/ways-out.md', 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

test('the page has its examples', () => {
  expect([blocks('yaml').length, blocks('ts').length]).toEqual([3, 1]);
});

test.each(blocks('yaml'))('in an environment it changes objects, and breaks no rule: %s', (text) => {
  const platform = resolvePlatform({ ...production(), ...(load(text) as Partial<PlatformConfig>) });
  const changed = kubernetesObjects(platform).filter(({ sources }) => sources !== undefined);
  expect(changed).toHaveLength(platform.patches.length + platform.extraObjects.length);
  expect(checkOutput(platform)).toEqual([]);
});

test('what it shows in code is in an example, which runs', () => {
  const example = readFileSync('examples/kubernetes-service/src/main.ts', 'utf8');
  for (const text of blocks('ts')) expect(example).toContain(text);
});
