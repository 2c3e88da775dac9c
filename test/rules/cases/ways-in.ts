import { plain, production } from '../../support/configs';
import type { Case } from './case';

const wafAclArn = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/memorai/0a1b2c3d';

export const waysIn: readonly Case[] = [
  {
    rule: 'azure-gateway',
    title: 'half of the name',
    config: plain({
      cluster: { provider: 'aks' },
      ingress: { controller: 'gateway', annotations: { 'alb.networking.azure.io/alb-name': 'memorai' } },
    }),
    finds: [
      'ingress.annotations: azure-alb-external takes its load balancer from annotations: give alb.networking.azure.io/alb-id, or alb.networking.azure.io/alb-name and alb.networking.azure.io/alb-namespace',
    ],
  },
  {
    rule: 'azure-gateway',
    title: 'an id',
    config: plain({
      cluster: { provider: 'aks' },
      ingress: { controller: 'gateway', annotations: { 'alb.networking.azure.io/alb-id': '/subscriptions/x' } },
    }),
    finds: [],
  },
  {
    rule: 'azure-gateway',
    title: 'name and namespace',
    config: plain({
      cluster: { provider: 'aks' },
      ingress: {
        controller: 'gateway',
        annotations: {
          'alb.networking.azure.io/alb-name': 'memorai',
          'alb.networking.azure.io/alb-namespace': 'azure-alb',
        },
      },
    }),
    finds: [],
  },
  {
    rule: 'azure-gateway',
    title: 'a Gateway of somebody else',
    config: plain({ cluster: { provider: 'aks' }, ingress: { controller: 'gateway', gateway: { name: 'shared' } } }),
    finds: [],
  },
  {
    rule: 'gateway-rate-limit',
    title: 'the Gateway API',
    config: plain({ ingress: { controller: 'gateway' } }),
    finds: [
      'ingress.controller: 100 a minute is not kept for api: the Gateway API has no rate limit; add a policy of the implementation behind nginx for this HTTPRoute, or rely on ENABLE_RATE_LIMITING in the application',
    ],
  },
  {
    rule: 'gateway-rate-limit',
    title: 'a load balancer of AWS',
    config: production({
      ingress: { controller: 'alb' },
      services: { dashboard: { expose: { requestsPerMinute: 7 } } },
    }),
    finds: [
      'ingress.controller: 100 a minute is not kept for api: a load balancer has no rate limit; name a web ACL of AWS WAF with a rate-based rule in ingress.wafAclArn, or rely on ENABLE_RATE_LIMITING in the application',
      'services.dashboard.expose.requestsPerMinute: 7 a minute is not kept for dashboard: a load balancer has no rate limit; name a web ACL of AWS WAF with a rate-based rule in ingress.wafAclArn, or rely on ENABLE_RATE_LIMITING in the application',
    ],
  },
  {
    rule: 'gateway-rate-limit',
    title: 'a load balancer of AWS behind a web ACL',
    config: production({ ingress: { controller: 'alb', wafAclArn } }),
    finds: [],
  },
  { rule: 'gateway-rate-limit', title: 'ingress-nginx', config: production(), finds: [] },
  {
    rule: 'gateway-rate-limit',
    title: 'no limit',
    config: plain({ ingress: { controller: 'gateway' }, services: { api: { expose: false } } }),
    finds: [],
  },
  {
    rule: 'ingress-controller',
    title: 'ingress-nginx',
    guide: 'L553',
    config: production(),
    finds: [
      'ingress.controller: ingress-nginx was retired in March 2026 and gets no more security fixes; plan the move to gateway, or on EKS to alb',
    ],
  },
  {
    rule: 'ingress-controller',
    title: 'nothing public',
    config: production({ services: { api: { expose: false }, dashboard: { expose: false } } }),
    finds: [],
  },
  {
    rule: 'ingress-sources',
    title: 'proxies in a subnet of the owner, which is not named',
    config: plain({ cluster: { provider: 'aks' }, ingress: { controller: 'gateway' } }),
    finds: [
      'ingress.proxyCidrs: where azure-alb-external connects from is not known, so pods that are public take connections from every private address (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16); name the range of its subnet',
    ],
  },
  {
    rule: 'ingress-sources',
    title: 'EKS in a network of somebody else',
    config: plain({ cluster: { provider: 'eks' }, ingress: { controller: 'alb' } }),
    finds: [
      'ingress.proxyCidrs: where alb connects from is not known, so pods that are public take connections from every private address (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16); name the range of its subnet',
    ],
  },
  {
    rule: 'ingress-sources',
    title: 'the same with the range',
    config: plain({ cluster: { provider: 'eks' }, ingress: { controller: 'alb', proxyCidrs: ['10.3.0.0/16'] } }),
    finds: [],
  },
  {
    rule: 'ingress-sources',
    title: 'the range of the AWS section',
    config: production({ ingress: { controller: 'alb' } }),
    finds: [],
  },
];
