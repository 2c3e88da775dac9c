/** The six labels that kubernetes.io recommends for every object. */
export function labelsOf(
  instance: string,
  name: string,
  component: string,
  version: string,
): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/version': labelValue(version),
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'memorai',
    'app.kubernetes.io/managed-by': 'memorai-infra',
  };
}

/** A version as a label: at most 63 characters, with a letter or digit at both ends. An image's tag may have 128. */
export function labelValue(text: string): string {
  return text
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[^A-Za-z0-9]+$/, '');
}
