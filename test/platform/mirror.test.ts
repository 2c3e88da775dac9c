import { resolvePlatform } from '../../lib';

const digest = `sha256:${'a1'.repeat(32)}`;

/** The image of a sidecar of somebody else's, by the images section of its environment. */
const imageOf = (image: string | undefined, images: { mirror?: string }) =>
  resolvePlatform({
    environment: 'production',
    version: '3.2.0',
    domain: 'memorai.com',
    cluster: { provider: 'generic' },
    images,
    services: { api: { sidecars: [{ name: 'beside', ...(image === undefined ? {} : { image }) }] } },
  }).services.api?.sidecars[0]?.image;
const mirror = 'mirror.local:5000/cache';

test.each([
  ['timberio/vector:0.40.0', 'mirror.local:5000/cache/timberio/vector:0.40.0'],
  ['busybox:1.37', 'mirror.local:5000/cache/busybox:1.37'],
  ['ghcr.io/team/proxy:1.0.0', 'mirror.local:5000/cache/team/proxy:1.0.0'],
  ['registry:5000/team/proxy:1.0.0', 'mirror.local:5000/cache/team/proxy:1.0.0'],
  [`team/proxy@${digest}`, `mirror.local:5000/cache/team/proxy@${digest}`],
  [`ghcr.io/team/proxy:1.0.0@${digest}`, `mirror.local:5000/cache/team/proxy:1.0.0@${digest}`],
])('a sidecar of %s comes from %s', (written, image) => {
  expect(imageOf(written, { mirror })).toBe(image);
});

test('without one it is as it is written', () => {
  const image = 'registry:5000/team/proxy:1.0.0';
  expect(imageOf(image, {})).toBe(image);
});

test('that of the service stays the default', () => {
  expect(imageOf(undefined, { mirror })).toBeUndefined();
});
