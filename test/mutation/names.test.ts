import { loadEnvironments } from '../../lib/cli/environments';
import { mutationsOf } from './names';
import { Rendering } from './targets';

test.each(
  loadEnvironments({ folder: 'environments', names: [] }).map(
    ({ platform }) => [platform.environment, platform] as const,
  ),
)('%s', (name, platform) => {
  const rendering = new Rendering(platform);
  expect(rendering.findings()).toEqual([]);
  const known = new Set(
    rendering.documents.flatMap((d) =>
      typeof d.value === 'string' ? [] : mutationsOf(d, new Set()).map((m) => m.name),
    ),
  );
  const all = rendering.documents.flatMap((d) => mutationsOf(d, known));
  const t = Date.now();
  const step = Number(process.env.STEP ?? 1);
  const survivors: Record<string, number> = {};
  let n = 0;
  for (let i = 0; i < all.length; i += step) {
    const m = all[i]!;
    n += 1;
    if (rendering.findings({ before: m.before, after: m.after() }).length === 0) {
      const key = `${m.before.path.replace(/\d+-/, '').replace(/[a-z]*-?memorai-[\w-]*/, (x) => x.split('-')[0] ?? '')} | ${m.at.replace(/\d+/g, 'N').replace(/Resources\.\w+/, (x) => `Resources.${(m.before.value as any).Resources?.[x.slice(10)]?.Type ?? 'X'}`)} | ${m.name}`;
      survivors[key] = (survivors[key] ?? 0) + 1;
    }
  }
  const left = Object.values(survivors).reduce((a, b) => a + b, 0);
  require('node:fs').writeFileSync(
    `/tmp/survivors-${name}.txt`,
    `${name}: ${n} of ${all.length}, survivors ${left}, ${Date.now() - t} ms\n` +
      Object.entries(survivors)
        .map(([k, v]) => `${v} ${k}`)
        .join('\n'),
  );
});
