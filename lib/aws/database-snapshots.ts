import { CfnBackupPlan, CfnBackupSelection } from 'aws-cdk-lib/aws-backup';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { databaseName, vaultName } from '../platform/aws-names';
import { acceptManagedPolicies } from './accepted-findings';
import { awsOf } from './aws-facts';
import { backupOf } from './backup-facts';
import type { BackupVault } from './backup-vault';
import { awsCron } from './cron';
import { PlatformConstruct, type PlatformConstructProps } from './platform-construct';

export interface DatabaseSnapshotsProps extends PlatformConstructProps {
  readonly vault: BackupVault;
}

/**
 * AWS Backup takes a snapshot of Aurora by the platform's schedule, keeps it in the vault, and copies it to the second
 * region. Aurora's own backups, from which a point in time is restored, go with their cluster; these do not (E115).
 */
export class DatabaseSnapshots extends PlatformConstruct {
  public readonly plan: CfnBackupPlan;
  public readonly selection: CfnBackupSelection;
  public readonly role: Role;

  constructor(scope: Construct, id: string, props: DatabaseSnapshotsProps) {
    super(scope, id, props, { paths: ['backup'] });
    const { platform, vault } = props;
    const { schedule, snapshotRetentionDays } = backupOf(platform);
    const { recovery } = awsOf(platform);
    const name = `memorai-${platform.environment}`;
    const lifecycle = { deleteAfterDays: snapshotRetentionDays };
    const arn = (service: string, resource: string, resourceName: string, region?: string) =>
      Stack.of(this).formatArn({
        service,
        resource,
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        ...(region === undefined ? {} : { region }),
      });

    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      description: `Snapshots of ${name}`,
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup'),
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForRestores'),
      ],
    });
    acceptManagedPolicies(
      this.role,
      'AWS keeps the list of actions that its own backups need; it grows with what they can do',
    );
    this.plan = new CfnBackupPlan(this, 'Plan', {
      backupPlan: {
        backupPlanName: name,
        backupPlanRule: [
          {
            ruleName: 'database',
            targetBackupVault: vault.resource.ref,
            scheduleExpression: awsCron(schedule),
            startWindowMinutes: 60,
            completionWindowMinutes: 360,
            lifecycle,
            ...(recovery === undefined
              ? {}
              : {
                  copyActions: [
                    {
                      destinationBackupVaultArn: arn(
                        'backup',
                        'backup-vault',
                        vaultName(platform.environment),
                        recovery.region,
                      ),
                      lifecycle,
                    },
                  ],
                }),
          },
        ],
      },
    });
    this.selection = new CfnBackupSelection(this, 'Selection', {
      backupPlanId: this.plan.ref,
      backupSelection: {
        selectionName: 'database',
        iamRoleArn: this.role.roleArn,
        // By its name, so that neither stack needs the other.
        resources: [arn('rds', 'cluster', databaseName(platform.environment))],
      },
    });
  }
}
