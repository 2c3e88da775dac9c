#!/usr/bin/env node
import { main } from '../lib/setup/main';

main();
