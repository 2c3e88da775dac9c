import { testEffect } from './test-effect';

testEffect('serverless');
