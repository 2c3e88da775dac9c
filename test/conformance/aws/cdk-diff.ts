/** One row of `cdk diff`: `[~] AWS::SQS::Queue WorkQueue/Queue MemoraiQueue replace`. */
interface Row {
  readonly sign: string;
  readonly logicalId: string;
  readonly impact: string;
}

function rows(text: string): Row[] {
  return [...text.matchAll(/^\[([-+~])\] (?:AWS|Custom)::\S+ (?:\S+\/\S+ )?(\S+)(?: (.+))?$/gm)].map(
    ([, sign = '', logicalId = '', impact = '']) => ({ sign, logicalId, impact }),
  );
}

/** Logical ids of all resources that `cdk diff` names, sorted. */
export function touched(text: string): string[] {
  return rows(text)
    .map(({ logicalId }) => logicalId)
    .sort();
}

/** What would be lost or made anew: each resource that goes, or may be replaced, with CDK's own word for it. */
export function endangered(text: string): string[] {
  return rows(text)
    .filter(({ sign, impact }) => sign === '-' || /replace/.test(impact))
    .map(({ logicalId, impact }) => `${logicalId} ${impact}`)
    .sort();
}
