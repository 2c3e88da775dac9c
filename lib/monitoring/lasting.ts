/** As Prometheus' humanizeDuration writes an hour or more. */
export function lasting(seconds: number): string {
  const [days, hours, minutes] = [seconds / 86_400, (seconds / 3600) % 24, (seconds / 60) % 60].map(Math.floor);
  return `${days === 0 ? '' : `${days}d `}${hours}h ${minutes}m ${seconds % 60}s`;
}
