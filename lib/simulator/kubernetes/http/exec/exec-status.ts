/** How a command ended, as the kubelet tells it on the error stream: by its exit code, or why there is none. */
export function execStatus(ended: number | Error): object {
  if (ended === 0) return { metadata: {}, status: 'Success' }
  if (typeof ended === 'number')
    return {
      metadata: {},
      status: 'Failure',
      message: `command terminated with non-zero exit code: Error executing in Docker Container: ${ended}`,
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: String(ended) }] },
    }
  const message = `error executing command in container: ${ended.message}`
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${message}`,
    reason: 'InternalError',
    details: { causes: [{ message }] },
    code: 500,
  }
}
