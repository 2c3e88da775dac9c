import { arbitraryConfig } from '../support/arbitrary-config';
import { generatedConfigsHold } from '../support/generated';

describe('generated configs for monitoring', () => generatedConfigsHold('monitoring', 20, arbitraryConfig));
