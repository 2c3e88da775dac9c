import { testEffect } from './test-effect';

testEffect('compose');
