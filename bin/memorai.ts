#!/usr/bin/env node
import module from 'node:module';

// Node 22 and later keep compiled code between runs; 20 does not have it.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();
(require('../lib/cli/main') as typeof import('../lib/cli/main')).main();
