import { arbitraryConfig } from '../support/arbitrary-config';
import { generatedConfigsHold } from '../support/generated';

describe('generated configs for kubernetes', () =>
  generatedConfigsHold(['kubernetes', 'monitoring'], 60, arbitraryConfig));
