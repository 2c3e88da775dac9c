import type { Rule } from './types';

/** Published ports speak HTTP: only what is on the same machine may use them without TLS in front. */
export const plainHttp: Rule = {
  id: 'plain-http',
  severity: 'warning',
  protects: 'passwords and tokens from crossing a network in the clear',
  source: 'E3, E85; guide L52-99',
  reads: ['compose.bind', 'compose.ports', 'compose.proxy', 'protection.level'],
  wayOut: 'put compose.proxy in front, or publish on 127.0.0.1 for a proxy of your own',
  check: ({ compose, protection }) => {
    const published = Object.keys(compose?.published ?? {});
    if (compose === undefined || protection.level === 'none' || published.length === 0) return [];
    return compose.bind.startsWith('127.')
      ? []
      : [
          {
            path: 'compose.bind',
            message: `${published.join(', ')} ${published.length === 1 ? 'answers' : 'answer'} HTTP without TLS on ${compose.bind}; set compose.proxy, or bind to 127.0.0.1 behind a proxy of your own`,
            value: compose.bind,
            limit: '127.0.0.1',
          },
        ];
  },
};
