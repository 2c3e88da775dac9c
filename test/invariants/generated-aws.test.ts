import { arbitraryConfig } from '../support/arbitrary-config';
import { generatedConfigsHold } from '../support/generated';

describe('generated configs for aws', () => generatedConfigsHold(['aws'], 6, arbitraryConfig));
