import { type PodContainer } from '../../objects'
import { type RuntimeContainer } from '../container-runtime'
import { type KubeletHost } from '../kubelet-host'

const mostBytes = 4096
const mostBytesOfLog = 2048
const mostLinesOfLog = 80

/**
 * What a container that has ended wants its status to say: what it wrote to its termination log, the end of that; of one that has
 * failed and wrote nothing there the end of its output, if it wants that. Empty for most.
 */
export function lastWordsOf(
  { hostFiles, runtime }: KubeletHost,
  { id, exitCode, mounts }: RuntimeContainer,
  { terminationMessagePath, terminationMessagePolicy }: PodContainer,
): string {
  const mount = mounts?.find(({ target }) => target === terminationMessagePath)
  if (!hostFiles || !mount || !hostFiles.fs.exists(mount.source)) return ''
  const written = hostFiles.fs.read(mount.source).subarray(-mostBytes).toString()
  if (written !== '' || exitCode === 0 || terminationMessagePolicy !== 'FallbackToLogsOnError')
    return written
  const lines = runtime.log(id).lines.slice(-mostLinesOfLog)
  const text = lines.map((line) => line.text).join('')
  return Buffer.from(text).subarray(-mostBytesOfLog).toString()
}
