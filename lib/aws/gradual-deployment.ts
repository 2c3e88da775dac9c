import { CfnApplication, CfnDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { LambdaFunction } from '../platform/types';
import { acceptManagedPolicies } from './accepted-findings';

export interface GradualDeploymentProps {
  readonly lambda: LambdaFunction;
  /** What callers call; CodeDeploy moves it. */
  readonly alias: Alias;
  /** Names of alarms that stop a deployment and take it back. */
  readonly alarmNames: readonly string[];
}

/**
 * A new version gets a part of the traffic first. CloudFormation hands each change of the alias to CodeDeploy, and fails
 * with it: the whole stack then goes back. Throws for `AllAtOnce`, which needs none of this.
 */
export class GradualDeployment extends Construct {
  public readonly application: CfnApplication;
  public readonly deploymentGroup: CfnDeploymentGroup;
  public readonly role: Role;

  constructor(scope: Construct, id: string, props: GradualDeploymentProps) {
    super(scope, id);
    const { functionName, deployment } = props.lambda;
    if (deployment === 'AllAtOnce') {
      throw new Error(`deployment of ${functionName} is AllAtOnce: there is nothing for CodeDeploy to do`);
    }
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      description: `Deployments of ${functionName}`,
      // The narrower of AWS's two: no function may be invoked but hooks by their name, and no topic told.
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited')],
    });
    acceptManagedPolicies(
      this.role,
      'AWS keeps the list of what CodeDeploy does, and only CodeDeploy may take the role',
    );
    this.application = new CfnApplication(this, 'Application', {
      applicationName: functionName,
      computePlatform: 'Lambda',
    });
    this.deploymentGroup = new CfnDeploymentGroup(this, 'DeploymentGroup', {
      applicationName: this.application.ref,
      deploymentGroupName: functionName,
      serviceRoleArn: this.role.roleArn,
      deploymentConfigName: `CodeDeployDefault.Lambda${deployment}`,
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      alarmConfiguration: {
        enabled: true,
        alarms: props.alarmNames.map((name) => ({ name })),
        // An alarm whose state cannot be read stops a deployment as one that rings.
        ignorePollAlarmFailure: false,
      },
      autoRollbackConfiguration: {
        enabled: true,
        events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
    });
    const alias = props.alias.node.defaultChild;
    if (!CfnResource.isCfnResource(alias)) throw new Error(`${props.alias.node.path} has no resource of its own`);
    alias.cfnOptions.updatePolicy = {
      codeDeployLambdaAliasUpdate: {
        applicationName: this.application.ref,
        deploymentGroupName: this.deploymentGroup.ref,
      },
    };
  }
}
