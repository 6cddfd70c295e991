import { joinHostPort } from '../../../go/host-port'
import { type PodContainer, type Probe } from '../../objects'
import { type KubeletHost } from '../kubelet-host'
import { runWithin } from './run-within'

export interface ProbeAnswer {
  readonly well: boolean
  /** What the event of a failure quotes. */
  readonly output: string
}

/** Asks a running container once. */
export async function attemptProbe(
  host: KubeletHost,
  probe: Probe,
  container: PodContainer,
  id: string,
): Promise<ProbeAnswer> {
  const { runtime, node } = host
  if (probe.exec) {
    const ended = await runWithin(host, id, probe.exec.command ?? [], probe.timeoutSeconds ?? 1)
    // Of a command that was too slow nothing is quoted.
    return { well: ended?.exitCode === 0, output: ended?.output ?? '' }
  }
  const action = probe.httpGet ?? probe.tcpSocket
  if (!action) return { well: true, output: '' }
  const port = portOf(action.port, container)
  const address = action.host ?? node.address
  const authority = joinHostPort(address, port)
  const path = probe.httpGet?.path ?? '/'
  const answer = runtime.ask(id, port, path)
  const refused = `dial tcp ${authority}: connect: connection refused`
  if (probe.tcpSocket) return { well: answer !== undefined, output: answer ? '' : refused }
  if (!answer) {
    const scheme = (probe.httpGet?.scheme ?? 'HTTP').toLowerCase()
    return { well: false, output: `Get "${scheme}://${authority}${path}": ${refused}` }
  }
  const well = answer.status >= 200 && answer.status < 400
  return { well, output: well ? '' : `HTTP probe failed with statuscode: ${answer.status}` }
}

/** By its name, or as it is. */
export const portOf = (port: number | string, { ports = [] }: PodContainer): number =>
  ports.find(({ name }) => name === port)?.containerPort ?? Number(port)
