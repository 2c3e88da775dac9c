import { z } from 'zod';
import { seconds } from '../units';
import { reason } from './common';
import { cron } from './cron';

export const backupSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none'), reason: reason() }),
  z.strictObject({
    kind: z.literal('bucket').optional(),
    schedule: cron('names').optional().describe('When backups start, UTC; default: "0 2 * * *" (E115)'),
    retentionDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe('How long the bucket keeps a backup; default: 7 (guide L821)'),
    snapshotRetentionDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe('How long the vault keeps a snapshot of Aurora; default: 35'),
    recoveryPoint: seconds({ min: 1, max: 31_536_000 })
      .optional()
      .describe('How much may be lost, held against what takes backups how often (E147); default: no objective'),
    recoveryTime: seconds({ min: 1, max: 31_536_000 })
      .optional()
      .describe(
        'How soon the hosts lead elsewhere, held against checks and records of DNS (E147); default: no objective',
      ),
    objectLock: z
      .strictObject({
        mode: z
          .enum(['governance', 'compliance'])
          .describe('governance: a privileged person can lift it; compliance: nobody can, not even the root user'),
        days: z.int().min(1).max(3650).optional().describe('Default: retentionDays'),
      })
      .optional()
      .describe('Nobody can delete or change a backup before its time; only for a bucket that is new; default: none'),
  }),
]);
