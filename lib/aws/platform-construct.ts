import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Platform } from '../platform/types';
import { PlatformStack } from './platform-stack';
import { type CheckOptions, reportRulesAbout, type Subject } from './report-rules';

export interface PlatformConstructProps {
  readonly platform: Platform;
  /**
   * How the rules are asked about what this is made from, where it stands in a stack of your own: one of the platform's
   * stacks shows what they find by itself. `false` where they have been asked already.
   *
   * @default - our rules, and exceptions do not end
   */
  readonly check?: CheckOptions | false;
}

/** A part of a platform. In a stack of somebody else it shows what the rules find in what it is made from, once a stack. */
export abstract class PlatformConstruct extends Construct {
  protected readonly platform: Platform;

  protected constructor(
    scope: Construct,
    id: string,
    { platform, check = {} }: PlatformConstructProps,
    private readonly subject: Subject,
  ) {
    super(scope, id);
    this.platform = platform;
    const isPart = this.node.scopes.some(
      (one) => one instanceof PlatformStack || (one instanceof PlatformConstruct && one !== this),
    );
    if (check !== false && !isPart) reportRulesAbout(subject, this.shownBefore(), this, platform, check);
  }

  /** What parts of this platform that the stack has already are made from: what is about that too, stands there. */
  private shownBefore(): readonly Subject[] {
    return Stack.of(this)
      .node.findAll()
      .filter((one) => one instanceof PlatformConstruct)
      .flatMap((one) => (one !== this && one.platform === this.platform ? [one.subject] : []));
  }
}
