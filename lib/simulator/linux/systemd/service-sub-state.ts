import type { ServiceUnit } from './service-unit'

/** What `systemctl status` shows in brackets after the state of a service or a target. */
export function subStateOf(
  { state, definition, pid }: Pick<ServiceUnit, 'state' | 'definition' | 'pid'>,
  isPreparing: boolean,
): string {
  const runs = pid !== null
  if (state === 'active' && !definition.process) return 'active'
  if (state === 'activating') return isPreparing ? 'start-pre' : runs ? 'start' : 'auto-restart'
  return {
    active: runs ? 'running' : 'exited',
    inactive: 'dead',
    failed: 'failed',
    deactivating: 'stop-sigterm',
  }[state]
}
