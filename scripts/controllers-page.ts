import type { Controller, Supply } from '../lib/platform/controllers';

const providers = ['eks', 'aks', 'gke', 'generic'] as const;

/** The page docs/controllers.md: every controller that an output may need, in the order of installation. */
export function controllersPage(controllers: Readonly<Record<string, Controller>>): string {
  return [
    '<!-- Generated from lib/platform/controllers.ts: do not edit. -->',
    '# Controllers',
    '',
    'What has to run in the cluster for the output to work, in the order in which it is installed. Those that one',
    'environment needs: `memorai list controllers --env <name>`.',
    '',
    controllersTable(controllers),
    '',
    '- An add-on has to be switched on; `x` is installed by somebody; `-` is there.',
    '- Where the judge is a version, the API server of the tests has the definitions of that version, and takes everything',
    '  that we write. Where it is the documentation, nothing of ours has run against the controller.',
    '',
  ].join('\n');
}

/** One line a controller. */
export function controllersTable(controllers: Readonly<Record<string, Controller>>): string {
  const lines = Object.entries(controllers).map(([name, { does, supply, versions, judged, source }]) => [
    `[${name}](${source})`,
    does,
    ...providers.map((provider) => supplyWords(supply[provider] ?? { from: 'installation' })),
    versions,
    judged.by === 'definitions' ? judged.version : 'documentation',
  ]);
  const head = ['controller', 'what it does', ...providers, 'versions', 'judged by'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function supplyWords(supply: Supply): string {
  switch (supply.from) {
    case 'provider':
      return '-';
    case 'add-on':
      return supply.name;
    case 'installation':
      return 'x';
  }
}
