import { readFileSync } from 'node:fs';
import type { SettingDefinition } from '../../lib/platform/settings-registry';
import { settingsRegistry } from '../../lib/platform/settings-registry';
import { settingsPage, settingsTable } from '../../scripts/settings-page';

const definition: SettingDefinition = {
  kind: 'config',
  type: 'integer',
  value: { by: 'default', value: '7' },
  consumers: { of: 'all' },
  description: 'One | two',
  source: 'L1, E2',
};
const line = (change: Partial<SettingDefinition>): string | undefined =>
  settingsTable({ NAME: { ...definition, ...change } }).split('\n')[2];

describe('the table of settings', () => {
  test('has one line a setting, with every fact of it', () => {
    expect(line({})).toBe('| `NAME` | config | integer | every service | `7` | L1, E2 | One \\| two |');
  });

  test.each<[SettingDefinition['consumers'], string]>([
    [{ of: 'store', store: 'redis' }, 'services that use redis'],
    [{ of: 'queue' }, 'services that use the queue'],
    [{ of: 'outside', name: 'openai' }, 'services that use openai'],
    [{ of: 'keys' }, 'services that name it under `keys`'],
    [{ of: 'api-clients' }, 'services that use the api'],
    [{ of: 'api' }, 'the api'],
    [{ of: 'static-credentials' }, 'services that use the queue, with `aws.staticCredentials` or ElasticMQ'],
  ])('says who receives it: %j', (consumers, words) => {
    expect(line({ consumers })?.split(' | ')[3]).toBe(words);
  });

  test.each<[SettingDefinition['value'], string]>([
    [{ by: 'platform', setAt: 'domain' }, 'from `domain`'],
    [{ by: 'signing-key' }, 'made once: 64 hexadecimal characters'],
    [{ by: 'third-party' }, 'issued by somebody else'],
  ])('says where the value comes from: %j', (value, words) => {
    expect(line({ value })?.split(' | ')[4]).toBe(words);
  });

  test('is the one in docs/settings.md; to write it again: npm run docs', () => {
    expect(readFileSync('docs/settings.md', 'utf8')).toBe(settingsPage(settingsRegistry));
  });
});
