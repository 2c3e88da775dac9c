import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';

/** What Secrets Manager picks from where nothing is excluded. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** 64 hexadecimal digits: 256 bits (guide L239-241, E48). */
export const signingKeyRule: CfnSecret.GenerateSecretStringProperty = {
  passwordLength: 64,
  excludeCharacters: [...alphabet].filter((letter) => !/[a-f]/.test(letter)).join(''),
  excludeUppercase: true,
  excludePunctuation: true,
  // It would ask for one of each kind that is left; a key with none of a kind is as good.
  requireEachIncludedType: false,
};

/**
 * JSON with `username` and a password of 32 letters, digits and `-_.~`. Readers percent-encode it anyway; but a
 * person who pastes it into a URL, a shell or psql is not punished, and RDS forbids `/`, `@`, `"` and space.
 */
export function passwordRule(username: string): CfnSecret.GenerateSecretStringProperty {
  return {
    secretStringTemplate: JSON.stringify({ username }),
    generateStringKey: 'password',
    passwordLength: 32,
    excludeCharacters: [...punctuation].filter((sign) => !'-_.~'.includes(sign)).join(''),
  };
}
