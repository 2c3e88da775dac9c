import { plainFinding, printJson, reportIssues } from '../report';
import { type Format, fails } from './report';

/** One document: `ok`, and the findings or, of a config that cannot be resolved, the issues. */
export const jsonFormat: Format = ({ environments, findings, issues, failOn }, console) => {
  if (issues.length > 0) reportIssues(issues, true, console);
  else {
    printJson(
      {
        ok: !findings.some((finding) => fails(finding, failOn)),
        failOn,
        environments,
        findings: findings.map(plainFinding),
      },
      console,
    );
  }
};
