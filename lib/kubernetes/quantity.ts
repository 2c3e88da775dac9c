/** What a suffix is worth (Kubernetes API, "Quantity"). */
const factors: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** An amount as Kubernetes writes it, such as `500m`, `1.5Gi` or `2`; undefined for what is none. */
export function quantity(value: unknown): number | undefined {
  const [, number = '', suffix = ''] = /^(\d+(?:\.\d*)?(?:e\d+)?)([A-Za-z]*)$/.exec(String(value)) ?? [];
  const factor = factors[suffix];
  return number === '' || factor === undefined ? undefined : Number(number) * factor;
}
