// Imports go one way: config <- platform <- rules and targets <- output <- cli. Each row says what a folder may import
// of lib; everything else in lib is forbidden to it. Type-only imports count like all others.
const folders = {
  config: [],
  platform: ['config'],
  rules: ['platform', 'config'],
  emit: [],
  kubernetes: ['platform', 'config', 'emit'],
  aws: ['platform', 'config', 'emit'],
  monitoring: ['platform', 'config', 'emit'],
  // What alerts and alarms say of themselves, written for people.
  operations: ['platform', 'config', 'monitoring', 'aws/alarms'],
  setup: ['platform', 'config', 'load-platform[.]ts'],
  compose: ['platform', 'config', 'emit'],
  bootstrap: ['platform', 'runtime'],
  migration: ['bootstrap/answer-stack[.]ts', 'platform/setup-steps[.]ts', 'runtime', 'setup'],
  output: ['platform', 'config', 'emit'],
  diff: ['platform', 'config'],
  cli: [
    'config',
    'platform',
    'rules',
    'emit',
    'output',
    'diff',
    'load-platform[.]ts',
    'synthesize[.]ts',
    'check-output[.]ts',
  ],
};

// A construct shows what the rules find; one file of a target knows how. All else in a target renders, and asks no rule.
const reportsRules = '^lib/(kubernetes|aws)/report-rules[.]ts$';

const cdk = '^node_modules/(aws-cdk-lib|cdk8s|cdk8s-plus-27|constructs)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(folders).map(([folder, allowed]) => ({
      name: `${folder}-imports-only-${allowed.length === 0 ? 'itself' : allowed.join('-').replaceAll('[.]ts', '')}`,
      severity: 'error',
      from: { path: `^lib/${folder}/`, pathNot: reportsRules },
      to: { path: '^lib/', pathNot: `^lib/(${[folder, ...allowed].join('|')})(/|$)` },
    })),
    {
      name: 'report-rules-imports-only-rules-and-platform',
      severity: 'error',
      from: { path: reportsRules },
      to: { path: '^lib/', pathNot: '^lib/(rules|platform)/' },
    },
    {
      name: 'every-part-of-lib-has-a-rule-here',
      severity: 'error',
      from: {
        path: '^lib/',
        pathNot: `^lib/((${[...Object.keys(folders), 'runtime'].join('|')})/|(index|load-platform|synthesize|check-output)[.]ts$)`,
      },
      to: {},
    },
    {
      name: 'load-platform-imports-only-config-and-platform',
      severity: 'error',
      from: { path: '^lib/load-platform[.]ts$' },
      to: { path: '^lib/', pathNot: '^lib/(config|platform)/' },
    },
    {
      name: 'synthesize-imports-only-targets',
      severity: 'error',
      from: { path: '^lib/synthesize[.]ts$' },
      to: { path: '^lib/', pathNot: '^lib/(platform|kubernetes|aws|compose|monitoring|operations)/' },
    },
    {
      name: 'check-output-imports-only-rules-and-what-renders',
      severity: 'error',
      from: { path: '^lib/check-output[.]ts$' },
      to: { path: '^lib/', pathNot: '^lib/((platform|rules)/|synthesize[.]ts$)' },
    },
    {
      name: 'index-leaves-constructs-to-subpaths',
      severity: 'error',
      from: { path: '^lib/index[.]ts$' },
      to: { path: '^lib/(kubernetes|aws|compose|monitoring|operations|cli|output|emit|runtime|setup)/' },
    },
    {
      name: 'lib-does-not-import-bin-scripts-or-tests',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(bin|scripts|test|examples|bench)/' },
    },
    {
      name: 'only-targets-import-cdk',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/(kubernetes|aws)/' },
      to: { path: cdk },
    },
    {
      name: 'only-setup-talks-to-databases',
      comment: 'synth loads neither pg nor the migration tool',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/(setup|bootstrap)/' },
      to: { path: '^node_modules/(pg|node-pg-migrate)/' },
    },
    {
      name: 'kubernetes-never-imports-aws-cdk-lib',
      severity: 'error',
      from: { path: '^lib/kubernetes/' },
      to: { path: '^node_modules/aws-cdk-lib/' },
    },
    {
      name: 'aws-never-imports-cdk8s',
      severity: 'error',
      from: { path: '^lib/aws/' },
      to: { path: '^node_modules/cdk8s' },
    },
    {
      name: 'no-aws-cdk-lib-barrel',
      comment:
        'Import aws-cdk-lib/core and aws-cdk-lib/aws-…: the barrel makes type-checking two to three times slower',
      severity: 'error',
      from: {},
      to: { path: '^node_modules/aws-cdk-lib/index[.]' },
    },
    {
      name: 'runtime-needs-only-node',
      comment: 'The compiled folder is the whole Lambda asset',
      severity: 'error',
      from: { path: '^lib/runtime/' },
      to: { pathNot: '^lib/runtime/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-development-dependency-in-lib',
      severity: 'error',
      // The bootstrap function is bundled with what it needs. Of Grafana's builder there are types, in one file, and none
      // in what the package exports (test/package/declarations.test.ts); of SARIF too.
      from: { path: '^(lib|bin)/', pathNot: '^lib/(bootstrap/|monitoring/dashboards/written\\.ts$)' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm-peer'],
        pathNot: '^node_modules/@types/sarif/',
      },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    // The parser that sees type-only imports; TypeScript 7 has no API that this tool could use.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
