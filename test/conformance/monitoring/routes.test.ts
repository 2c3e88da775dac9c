import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePlatform } from '../../../lib/platform/index';
import { everything, platforms, productionPlatform, teams } from '../../monitoring/platforms';
import { amtool, write } from './tools';

describe.each(platforms)('%s', (_, platform) => {
  test('amtool takes the configuration', () => {
    const { status, stdout, stderr } = amtool(write(platform), 'check-config', 'alertmanager.yml');
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
  });
});

describe('amtool finds who hears of', () => {
  const routed = (folder: string, labels: readonly string[]) =>
    amtool(folder, 'config', 'routes', 'test', '--config.file', 'alertmanager.yml', ...labels).stdout.trim();

  test.each([
    [['alertname=HighErrorRate', 'severity=critical'], 'archive,oncall,team'],
    [['alertname=HighResponseTime', 'severity=warning'], 'archive,team'],
    [['alertname=Watchdog', 'severity=none'], 'archive,heartbeat'],
    [['alertname=Other', 'severity=none'], 'Nobody'],
  ])('%s', (labels, receivers) => {
    expect(routed(write(resolvePlatform(everything)), labels)).toBe(receivers);
  });

  test.each([
    ['critical', 'data', 'archive,data'],
    ['warning', 'data', 'archive,data'],
    // Its one receiver does not want to be woken.
    ['critical', 'web', 'archive,oncall'],
    ['warning', 'web', 'archive,web'],
    // A team that no receiver names, and what all share.
    ['critical', 'agents', 'archive,oncall'],
    ['warning', 'agents', 'archive,operations'],
    ['critical', 'platform', 'archive,oncall'],
    ['warning', 'platform', 'archive,operations'],
  ])('%s of team %s', (severity, team, receivers) => {
    const folder = write(resolvePlatform(teams));
    expect(routed(folder, ['alertname=ServiceDown', `severity=${severity}`, `team=${team}`])).toBe(receivers);
  });

  test('the watchdog, whatever team has what all share', () => {
    const labels = ['alertname=Watchdog', 'severity=none', 'team=platform'];
    expect(routed(write(resolvePlatform(teams)), labels)).toBe('operations');
  });

  test.each(['critical', 'warning'])('%s where there is no receiver: nobody', (severity) => {
    expect(routed(write(productionPlatform), [`severity=${severity}`])).toBe('Nobody');
  });
});

test.each([
  ['a route to a receiver that is not there', ['receiver: team', 'receiver: teem'], 'undefined receiver "teem"'],
  ['a receiver that is there twice', ['name: oncall', 'name: team'], 'is not unique'],
  ['a matcher that cannot be read', ['severity="critical"', 'severity~"critical"'], 'bad matcher format'],
  ['an unknown field', ['api_url_file', 'api_url_path'], 'field api_url_path not found'],
] as const)('%s is refused', (_, [from, to], message) => {
  const folder = write(resolvePlatform(everything));
  const before = readFileSync(join(folder, 'alertmanager.yml'), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(folder, 'alertmanager.yml'), after);
  const { status, stdout, stderr } = amtool(folder, 'check-config', 'alertmanager.yml');
  expect({ refused: status !== 0, said: stdout + stderr }).toEqual({
    refused: true,
    said: expect.stringContaining(message),
  });
});
