import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { ConfigError } from '../config/errors';
import type { PlatformConfig } from '../config/schema/index';
import { toYaml } from '../emit/yaml';
import { resolvePlatform } from '../platform/resolve/index';
import type { Console } from './console';
import { type ExitCode, exitCodes } from './exit-codes';

interface InitOptions {
  readonly config: string;
  readonly domain: string;
  readonly appVersion: string;
  readonly provider: 'eks' | 'generic' | 'compose';
  readonly region: string;
}

export function initCommand(program: Command, console: Console, end: (code: ExitCode) => void): void {
  program
    .command('init')
    .description('write the config of a first environment; a file that is there is never overwritten')
    .argument('[environment]', 'its name', 'production')
    .requiredOption('--domain <domain>', 'public hosts are subdomains of it, such as example.com')
    .option('--app-version <version>', 'version of the application', '3.2.0')
    .addOption(
      new Option('--provider <provider>', 'where it runs').choices(['eks', 'generic', 'compose']).default('eks'),
    )
    .option('--region <region>', 'AWS region, for eks', 'us-east-1')
    .option('-c, --config <folder>', 'folder of the configs', 'environments')
    .action((environment: string, options: InitOptions) => {
      const config = firstConfig(environment, options);
      resolvePlatform(config); // a name or domain that cannot work is refused before anything is written
      const file = join(options.config, `${environment}.yaml`);
      if (existsSync(file)) {
        throw new ConfigError([
          { path: '', code: 'file', message: `${file} exists already; edit it, or choose another name` },
        ]);
      }
      mkdirSync(options.config, { recursive: true });
      const inCompose = options.provider === 'compose';
      writeFileSync(file, toYaml(config, { header: inCompose ? [shown] : [shown, hosts] }), { flag: 'wx' });
      console.out(`${file}\n`);
      console.err(
        `next: ${inCompose ? afterCompose(environment) : 'put your own hosts under stores, then run memorai synth'}\n`,
      );
      end(exitCodes.ok);
    });
}

const shown = 'Everything that is not written here has a default: memorai explain services.api shows them.';
const hosts = 'The hosts under stores are examples: put your own.';

const afterCompose = (environment: string): string =>
  `run memorai synth, then memorai secrets init --env ${environment}, then docker compose -f dist/${environment}/compose/compose.yaml up --wait`;

function firstConfig(environment: string, options: InitOptions): PlatformConfig {
  const { domain, appVersion: version } = options;
  if (options.provider === 'compose') return { environment, version, domain, tier: 'minimum', deployment: 'compose' };
  const onAws = options.provider === 'eks';
  return {
    environment,
    version,
    domain,
    tier: 'minimum',
    cluster: { provider: options.provider },
    stores: {
      postgres: onAws ? { provider: 'aurora' } : { provider: 'external', host: `postgres.internal.${domain}` },
      redis: { host: `redis.internal.${domain}` },
      qdrant: { host: `qdrant.internal.${domain}` },
    },
    ...(onAws ? { aws: { region: options.region } } : {}),
  };
}
