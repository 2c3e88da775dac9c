import { arbitraryComposeConfig } from '../support/arbitrary-compose';
import { generatedConfigsHold } from '../support/generated';

describe('generated configs for compose', () =>
  generatedConfigsHold(['compose', 'monitoring'], 12, arbitraryComposeConfig));
