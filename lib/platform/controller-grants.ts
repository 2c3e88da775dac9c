import type { Grant } from './types';

const DESCRIBES = 'calls that describe have no resource to name';
const MAKES = 'what is made has no name before; it has to carry the tag of this cluster';

/** Sets the size of the node groups of this cluster, by the tags that EKS puts on them; reads what a node would be. */
export function autoscalerGrants(cluster: string, region: string): readonly Grant[] {
  return [
    {
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations',
        'autoscaling:DescribeScalingActivities',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      resources: ['*'],
      why: DESCRIBES,
    },
    {
      actions: ['eks:DescribeNodegroup'],
      resources: [`arn:\${AWS::Partition}:eks:${region}:\${AWS::AccountId}:nodegroup/${cluster}/*`],
    },
    {
      actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      resources: [`arn:\${AWS::Partition}:autoscaling:${region}:\${AWS::AccountId}:autoScalingGroup:*`],
      condition: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster}`]: 'owned' } },
    },
  ];
}

/** Records of one zone (external-dns documentation, 'IAM Permissions'). */
export function externalDnsGrants(hostedZoneId: string): readonly Grant[] {
  return [
    {
      actions: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
      resources: [`arn:\${AWS::Partition}:route53:::hostedzone/${hostedZoneId}`],
    },
    { actions: ['route53:ListHostedZones'], resources: ['*'], why: DESCRIBES },
  ];
}

/**
 * Load balancers of this cluster (AWS Load Balancer Controller, docs/install/iam_policy.json), narrowed to what carries
 * its tag, and without Cognito and Shield: the controller runs with `--enable-shield=false`.
 */
export function loadBalancerGrants(cluster: string, region: string): readonly Grant[] {
  const tag = 'elbv2.k8s.aws/cluster';
  const ours = { StringEquals: { [`aws:ResourceTag/${tag}`]: cluster } };
  const asOurs = { StringEquals: { [`aws:RequestTag/${tag}`]: cluster } };
  const arn = (service: string, resource: string) =>
    `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`;
  const groups = [arn('ec2', 'security-group/*')];
  const balancers = ['loadbalancer/app/*', 'loadbalancer/net/*', 'targetgroup/*'].map((resource) =>
    arn('elasticloadbalancing', resource),
  );
  const listeners = ['listener/app/*', 'listener/net/*', 'listener-rule/app/*', 'listener-rule/net/*'].map((resource) =>
    arn('elasticloadbalancing', resource),
  );
  return [
    {
      actions: [
        'acm:DescribeCertificate',
        'acm:ListCertificates',
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAddresses',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVpcPeeringConnections',
        'ec2:DescribeVpcs',
        'ec2:GetSecurityGroupsForVpc',
        'elasticloadbalancing:DescribeCapacityReservation',
        'elasticloadbalancing:DescribeListenerAttributes',
        'elasticloadbalancing:DescribeListenerCertificates',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeSSLPolicies',
        'elasticloadbalancing:DescribeTags',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
        'elasticloadbalancing:DescribeTrustStores',
      ],
      resources: ['*'],
      why: DESCRIBES,
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*',
      ],
      condition: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
    },
    {
      actions: ['wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL', 'wafv2:GetWebACL', 'wafv2:GetWebACLForResource'],
      resources: [arn('wafv2', 'regional/webacl/*'), arn('elasticloadbalancing', 'loadbalancer/app/*')],
    },
    { actions: ['ec2:CreateSecurityGroup'], resources: [...groups, arn('ec2', 'vpc/*')] },
    {
      actions: ['ec2:CreateTags'],
      resources: groups,
      condition: {
        StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup', [`aws:RequestTag/${tag}`]: cluster },
      },
    },
    {
      actions: [
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:DeleteSecurityGroup',
        'ec2:DeleteTags',
        'ec2:RevokeSecurityGroupIngress',
      ],
      resources: groups,
      condition: ours,
    },
    {
      // The rules that let a balancer reach the nodes are in the cluster's own group.
      actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
      resources: groups,
      condition: { StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${cluster}`]: 'owned' } },
    },
    {
      actions: ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
      resources: ['*'],
      condition: asOurs,
      why: MAKES,
    },
    {
      actions: ['elasticloadbalancing:AddTags'],
      resources: balancers,
      condition: {
        StringEquals: {
          'elasticloadbalancing:CreateAction': ['CreateLoadBalancer', 'CreateTargetGroup'],
          [`aws:RequestTag/${tag}`]: cluster,
        },
      },
    },
    {
      actions: [
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:CreateListener',
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:DeregisterTargets',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
        'elasticloadbalancing:SetWebAcl',
      ],
      resources: balancers,
      condition: ours,
    },
    {
      // Listeners and rules have no tag before they exist; they hang on a balancer, which does.
      actions: [
        'elasticloadbalancing:AddListenerCertificates',
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:CreateRule',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:DeleteRule',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:RemoveListenerCertificates',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetRulePriorities',
      ],
      resources: listeners,
    },
  ];
}
