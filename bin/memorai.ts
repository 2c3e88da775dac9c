#!/usr/bin/env node
import module from 'node:module';

// Node 22 and later keep compiled code between runs, of what is loaded after this; 20 does not have it.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();
(require('./command') as typeof import('./command')).main();
