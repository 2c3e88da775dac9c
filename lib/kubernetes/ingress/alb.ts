import type { k8s } from 'cdk8s-plus-27';
import { applicationContract } from '../../platform/contract';
import type { AlbIngress, Platform } from '../../platform/types';
import { sharedMetadata } from '../metadata';
import { servicePort } from '../service';
import { type KubernetesObject, kubernetesObject, type Plain } from '../typed';
import { recordsOfIngress } from './external-dns';
import { type PublicService, publicServices } from './public-service';

/** Names an action of the load balancer where the API has a Service; the port's name says so. */
const nothing = 'memorai-nothing';
const answerNotFound = {
  type: 'fixed-response',
  fixedResponseConfig: { contentType: 'text/plain', statusCode: '404', messageBody: 'not found' },
};

/**
 * The way in for the AWS Load Balancer Controller: an Ingress a service, all on one load balancer. TLS ends there, with
 * a certificate of AWS. It knows no rate limit; AWS WAF does (rule gateway-rate-limit).
 */
export function albObjects(platform: Platform, ingress: AlbIngress): readonly KubernetesObject[] {
  const open = publicServices(platform);
  const shared = balancerAnnotations(ingress, open);
  return open.map((one) => ingressObject(platform, ingress, shared, one));
}

function ingressObject(
  platform: Platform,
  ingress: AlbIngress,
  shared: Annotations,
  { service, exposure }: PublicService,
): KubernetesObject {
  return kubernetesObject(
    'Ingress',
    {
      ...sharedMetadata(platform, 'ingress', `${service.fullName}-ingress`),
      annotations: {
        ...recordsOfIngress(ingress, exposure.hosts),
        ...prefixed({
          ...shared,
          ...targetAnnotations(service),
          ...(exposure.hiddenPaths.length === 0 ? {} : { [`actions.${nothing}`]: JSON.stringify(answerNotFound) }),
        }),
        ...ingress.annotations,
        ...exposure.annotations,
      },
    },
    {
      spec: {
        ingressClassName: ingress.className,
        rules: exposure.hosts.map((host) => ({
          host,
          http: {
            paths: [
              // Rules are tried in order; the controller sorts prefixes by length, and ours stand so already (E79).
              ...exposure.hiddenPaths.map((path) => pathTo(path, { name: nothing, port: { name: 'use-annotation' } })),
              ...exposure.paths.map((path) =>
                pathTo(path, { name: service.serviceObjectName, port: { number: servicePort } }),
              ),
            ],
          },
        })),
      },
    },
  );
}

type Annotations = Readonly<Record<string, string>>;

/** What belongs to the load balancer: the same on every Ingress of the group, or the controller refuses them all. */
function balancerAnnotations(ingress: AlbIngress, open: readonly PublicService[]): Annotations {
  const idleMs = Math.max(...open.map(({ service }) => service.timeouts.gatewayMs ?? service.timeouts.requestMs));
  return {
    scheme: ingress.scheme,
    'group.name': ingress.groupName,
    'listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
    'ssl-redirect': '443',
    'ssl-policy': ingress.sslPolicy,
    ...(ingress.certificateArn === undefined ? {} : { 'certificate-arn': ingress.certificateArn }),
    ...(ingress.wafAclArn === undefined ? {} : { 'wafv2-acl-arn': ingress.wafAclArn }),
    'load-balancer-attributes': `idle_timeout.timeout_seconds=${idleMs / 1000},routing.http.drop_invalid_header_fields.enabled=true`,
  };
}

/** What belongs to the pods of one service. A pod that leaves still gets the time that it has to end its requests. */
const targetAnnotations = ({ termination }: PublicService['service']): Annotations => ({
  'target-type': 'ip',
  'healthcheck-path': applicationContract.healthPath,
  'healthcheck-interval-seconds': '15',
  'healthcheck-timeout-seconds': '5',
  'success-codes': '200',
  'target-group-attributes': `deregistration_delay.timeout_seconds=${termination.gracePeriodSeconds}`,
});

const prefixed = (annotations: Annotations): Annotations =>
  Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`alb.ingress.kubernetes.io/${name}`, value]));

const pathTo = (path: string, service: Plain<k8s.IngressServiceBackend>): Plain<k8s.HttpIngressPath> => ({
  path,
  pathType: 'Prefix',
  backend: { service },
});
