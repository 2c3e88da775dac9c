import { arbitraryComposeConfig } from '../support/arbitrary-compose';
import { generatedConfigsHold } from '../support/generated';

describe('generated configs for compose', () => generatedConfigsHold('compose', 12, arbitraryComposeConfig));
