import { weighs } from '../../lib/rules/reads';

const reads = ['services.*.replicas.max', 'ingress.annotations', 'services.*.volumes.*.size'];

test.each([
  ['services.api.replicas.max', true],
  ['services.api.replicas', true],
  ['services', true],
  ['services.api.replicas.min', false],
  ['services.api.port', false],
  ['serviceDefaults.replicas.max', true],
  ['serviceDefaults', true],
  ['serviceDefaults.placement', false],
  ['ingress.annotations["nginx.ingress.kubernetes.io/rate"]', true],
  ['ingress.className', false],
  ['services.api.volumes["a.b"].size', true],
  ['services.api.volumes["a.b"].kind', false],
  ['services.*.replicas.max', true],
  ['', false],
])('%s: %s', (path, expected) => {
  expect(weighs({ reads }, path)).toBe(expected);
});
