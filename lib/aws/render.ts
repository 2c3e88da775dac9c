import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { toJson } from '../emit/json';
import type { Artifact } from '../platform/artifact';
import type { Document, TargetOutput } from '../platform/facts';
import type { Platform } from '../platform/types';
import { addStacks } from './add-stacks';
import { appOptions } from './app-options';

/** The environment's CloudFormation templates, in order of deployment; none without an aws section. */
export function awsArtifacts(platform: Platform): readonly Artifact[] {
  return awsOutput(platform).artifacts;
}

export function awsOutput(platform: Platform): TargetOutput {
  const documents = awsDocuments(platform);
  return {
    artifacts: documents.map(({ path, value }) => ({ path, content: toJson(value) })),
    facts: () => (require('./facts') as typeof import('./facts')).awsFacts(documents),
  };
}

/**
 * CDK renders into a folder: a temporary one, removed again. Assets are not copied there, since only their hashes
 * are in a template. CDK's own validation of templates is off: it takes 3.5 s and 350 MiB, and `cdk synth` runs it. Where
 * each element was made is not kept: nobody sees it here, and it is a tenth of the time. Rules are not asked either:
 * whoever renders asks them before. How much a template may hold is a rule of the output.
 */
export function awsDocuments(platform: Platform): readonly Document[] {
  if (platform.aws === undefined) {
    return [];
  }
  const outdir = mkdtempSync(join(tmpdir(), 'memorai-cdk-'));
  try {
    const app = new App({
      ...appOptions,
      outdir,
      treeMetadata: false,
      builtinCloudFormationValidation: false,
      postCliContext: {
        ...appOptions.postCliContext,
        'aws:cdk:disable-asset-staging': true,
        'aws:cdk:disable-creation-stack-traces': true,
        '@aws-cdk/core:stackResourceLimit': 0,
      },
    });
    addStacks(app, platform, { check: false });
    return app.synth().stacks.map((stack) => ({
      path: `cloudformation/${stack.stackName}.template.json`,
      value: stack.template,
    }));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
