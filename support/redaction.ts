import { redactInPlace } from '../lib/redaction/redact-in-place'
import { redactStream } from '../lib/redaction/redacting-stream'

/**
 * Every way by which a text leaves a process of the run: what it prints, and what a worker tells the coordinator, which
 * alone knows the keys that this worker has read. (What the coordinator tells formatters it redacts itself.)
 */
export const redactWhatLeaves = (): void => {
  redactStream(process.stdout)
  redactStream(process.stderr)
  if (process.env.CUCUMBER_PARALLEL !== 'true' || !process.send) return
  const send = process.send.bind(process)
  process.send = ((message: unknown, ...rest: []) => {
    redactInPlace(message)
    return send(message, ...rest)
  }) as typeof process.send
}
