/**
 * Whether something is an Error, also one of another realm, which `instanceof` does not know: a test runner or a
 * sandbox has errors of its own beside those that Node makes. (util.types.isNativeError is deprecated since Node 24.)
 */
export function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]';
}
