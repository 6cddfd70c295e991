import { type ServerResponse } from 'node:http'
import { followLog, type LogSelection } from '../../../docker/container/container-log'
import { type ServedLog } from '../../kubelet/kubelet-server'

/** Streams a log until its container or its kubelet ends, the client goes, or `limitBytes` are sent. */
export async function streamLog(
  response: ServerResponse,
  served: ServedLog,
  selection: LogSelection,
  limitBytes = Infinity,
): Promise<void> {
  const leaving = new AbortController()
  response.once('close', () => leaving.abort())
  let left = limitBytes
  const pass = (text: string): void => {
    const bytes = Buffer.from(text).subarray(0, left)
    left -= bytes.length
    if (bytes.length > 0) response.write(bytes)
    if (left <= 0) leaving.abort()
  }
  const stop = followLog(served.log, selection, pass)
  // However the wait ends, there is nothing more to send.
  await served.ended(leaving.signal).catch(() => undefined)
  stop()
  response.end()
}
