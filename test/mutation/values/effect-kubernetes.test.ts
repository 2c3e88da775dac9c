import { testEffect } from './test-effect';

testEffect('kubernetes');
