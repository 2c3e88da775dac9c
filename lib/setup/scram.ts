import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

const ITERATIONS = 4_096;

/**
 * A password as PostgreSQL keeps it (RFC 5803, `SCRAM-SHA-256$…`): what is sent to the server, and what its log or
 * pg_stat_statements may show, is not the password (E54). Passwords beyond ASCII are normalised as RFC 4013 asks, in
 * the part of it that servers apply to them: compatibility forms.
 *
 * @param salt - 16 random bytes
 */
export function scramVerifier(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, 32, 'sha256');
  const mac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(mac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${mac('Server Key').toString('base64')}`;
}
