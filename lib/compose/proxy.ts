import type { Compose, ComposeProxy, Exposure, Platform, Service } from '../platform/types';
import { type ConfigFile, container, sizeOf } from './container';
import { hashHeader } from './header';
import type { PortMapping } from './model';
import type { Part } from './stores';

/** Where Caddy answers questions about itself; inside its container only. */
const ADMIN = '127.0.0.1:2019';
/** Half a year: browsers that have been here once ask for nothing but HTTPS. */
const HSTS_SECONDS = 15_768_000;

type Public = Service & { readonly exposure: Exposure };

/** TLS in front of the public services. */
export function proxyParts(platform: Platform, compose: Compose): readonly Part[] {
  const { proxy } = compose;
  if (proxy === undefined) return [];
  const services = Object.values(platform.services).filter(
    (service): service is Public => service.exposure !== undefined,
  );
  const caddyfile: ConfigFile = {
    name: 'Caddyfile',
    target: '/etc/caddy/Caddyfile',
    content: [hashHeader(platform) + globalOptions(proxy), ...services.map(site)].join('\n'),
  };
  const service = container(platform, 'proxy', compose, {
    image: proxy.image,
    networks: ['front'],
    ports: publishedPorts(proxy),
    depends_on: Object.fromEntries(services.map(({ fullName }) => [fullName, { condition: 'service_healthy' }])),
    files: [caddyfile],
    healthcheck: {
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://${ADMIN}/config/`],
      interval: '10s',
      timeout: '5s',
      retries: 5,
      start_period: '30s',
      start_interval: '1s',
    },
    // The image gives its program this one, and without it the program does not start.
    cap_add: ['NET_BIND_SERVICE'],
    volumes: [
      { type: 'volume', source: 'caddy_config', target: '/config' },
      // Certificates and account: without them every start asks for new ones, until the authority refuses.
      { type: 'volume', source: 'caddy_data', target: '/data' },
    ],
    stop_grace_period: '30s',
    ...sizeOf('caddy'),
  });
  return [{ name: 'proxy', service, files: [caddyfile] }];
}

const publishedPorts = ({ bind }: ComposeProxy): readonly PortMapping[] => [
  { host_ip: bind, published: '80', target: 80 },
  { host_ip: bind, published: '443', target: 443 },
  // HTTP/3
  { host_ip: bind, published: '443', target: 443, protocol: 'udp' },
];

const globalOptions = ({ email, staging }: ComposeProxy): string =>
  [
    '{',
    `\tadmin ${ADMIN}`,
    ...(email === undefined ? [] : [`\temail ${email}`]),
    ...(staging ? ['\tacme_ca https://acme-staging-v02.api.letsencrypt.org/directory'] : []),
    '}',
    '',
  ].join('\n');

/**
 * Replicas are found by name, again and again: their addresses change. The paths that E79 names are nobody's business, nor
 * what is below them: to many frameworks `/metrics/` is `/metrics`.
 */
const site = ({ fullName, port, exposure, timeouts }: Public): string => `${exposure.host} {
	encode zstd gzip
	header Strict-Transport-Security "max-age=${HSTS_SECONDS}"
	@hidden path ${exposure.hiddenPaths.flatMap((path) => [path, `${path}/*`]).join(' ')}
	handle @hidden {
		respond 404
	}
	handle {
		reverse_proxy {
			dynamic a ${fullName} ${port} {
				refresh 5s
			}
			lb_try_duration 5s
			transport http {
				dial_timeout 2s
				response_header_timeout ${timeouts.gatewayMs ?? timeouts.requestMs}ms
			}
		}
	}
	log
}
`;
