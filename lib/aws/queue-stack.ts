import type { Construct } from 'constructs';
import { PlatformStack, type PlatformStackProps } from './platform-stack';
import { WorkQueue } from './work-queue';

/** The work queue: messages that nobody has done yet. */
export class QueueStack extends PlatformStack {
  public readonly workQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id, 'queue', props);
    this.workQueue = new WorkQueue(this, 'WorkQueue', { platform: this.platform });
  }
}
