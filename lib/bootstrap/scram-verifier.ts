import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** As PostgreSQL itself does it. */
const ITERATIONS = 4096;

/**
 * What the server would store for a password (RFC 5802). It is sent in place of the password, so that this is in no log:
 * the parameter group logs every statement that changes a definition, ALTER ROLE among them.
 * The password has to be ASCII, as Secrets Manager makes it: others would have to be normalized first.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const mac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(mac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${mac('Server Key').toString('base64')}`;
}
