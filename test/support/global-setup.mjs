// The code of the bootstrap function is part of every template with a database; here it is built from what is tested.
import { bundleFunctions } from '../../scripts/bundle.mjs';

export default bundleFunctions;
