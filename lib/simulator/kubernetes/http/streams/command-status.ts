/** How a command or a connection to one ended, as the kubelet tells it on the error stream. */
export interface CommandStatus {
  readonly metadata: object
  readonly status: 'Success' | 'Failure'
  readonly message?: string
  readonly reason?: string
  readonly details?: object
  readonly code?: number
}

const success: CommandStatus = { metadata: {}, status: 'Success' }

/** A command ended by its exit code, or there is none. */
export function execStatus(ended: number | Error): CommandStatus {
  if (ended === 0) return success
  if (typeof ended !== 'number')
    return internalError(`error executing command in container: ${ended.message}`)
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: Error executing in Docker Container: ${ended}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(ended) }] },
  }
}

/** A container's own process says nothing of its exit code. */
export const attachStatus = (ended: number | Error): CommandStatus =>
  typeof ended === 'number'
    ? success
    : internalError(`error attaching to container: ${ended.message}`)

const internalError = (message: string): CommandStatus => ({
  metadata: {},
  status: 'Failure',
  message: `Internal error occurred: ${message}`,
  reason: 'InternalError',
  details: { causes: [{ message }] },
  code: 500,
})

/** What is written on the error stream: the Status, and in the protocols before the fourth nothing but why it failed. */
export const statusText = (status: CommandStatus, protocol: string): string =>
  /^v[45]\./.test(protocol) ? JSON.stringify(status) : (status.message ?? '')
