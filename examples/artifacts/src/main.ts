import { createHash } from 'node:crypto';
import { ConfigError, checkPlatform, type PlatformConfig, resolvePlatform, synthesize } from 'memorai-infra';

const config: PlatformConfig = {
  environment: 'staging',
  version: '3.2.0',
  tier: 'minimum',
  domain: 'staging.memorai.com',
  cluster: { provider: 'generic' },
  stores: {
    postgres: { provider: 'external', host: 'postgres.internal.memorai.com' },
    redis: { host: 'redis.internal.memorai.com' },
    qdrant: { host: 'qdrant.internal.memorai.com' },
  },
};

try {
  const platform = resolvePlatform(config);
  const violated = checkPlatform(platform).filter(({ severity }) => severity === 'error');
  if (violated.length > 0) throw new Error(violated.map(({ path, message }) => `${path}: ${message}`).join('\n'));

  // Nothing is written: each file is a path and a text, the same bytes for the same config.
  for (const { path, content } of synthesize(platform, { targets: ['kubernetes'] })) {
    process.stdout.write(`${createHash('sha256').update(content).digest('hex')}  ${path}\n`);
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  for (const { path, message } of error.issues) process.stderr.write(`${path}: ${message}\n`);
  process.exitCode = 2;
}
