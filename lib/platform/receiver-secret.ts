const PREFIX = 'ALERTMANAGER_';

/** Name of the one secret of a receiver of alerts, in Compose: `on-call` has ALERTMANAGER_ON_CALL. */
export const receiverSecret = (receiver: string): string => `${PREFIX}${receiver.replaceAll('-', '_').toUpperCase()}`;

export const isReceiverSecret = (name: string): boolean => name.startsWith(PREFIX);
