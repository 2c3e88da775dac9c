import type { Service } from './types';

/** The value of a setting as the container gets it; undefined where it comes from elsewhere, or not at all. */
export function literalSetting(service: Pick<Service, 'settings'>, name: string): string | undefined {
  const source = service.settings.find((setting) => setting.name === name)?.source;
  return source?.from === 'literal' ? source.value : undefined;
}
