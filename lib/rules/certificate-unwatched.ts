import type { Rule } from './types';

/** Caddy renews by itself, and says in its log alone that it cannot; Prometheus does not ask it. */
export const certificateUnwatched: Rule = {
  id: 'certificate-unwatched',
  severity: 'warning',
  protects: 'every public host from going dark on the day on which a certificate ends that nobody renewed',
  source: "guide L159, L962-980; Caddy, 'Automatic HTTPS'",
  reads: ['compose.proxy', 'protection.level'],
  wayOut: 'have the public hosts probed from outside, and accept this with that as the reason (exceptions)',
  check: ({ compose, protection }) =>
    compose?.proxy === undefined || protection.level === 'none'
      ? []
      : [
          {
            path: 'compose.proxy',
            message: `nothing watches the certificates that ${compose.proxy.kind} gets and renews; have the public hosts probed from outside, and accept this with that as the reason (exceptions)`,
          },
        ],
};
