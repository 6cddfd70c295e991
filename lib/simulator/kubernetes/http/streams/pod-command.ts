import { type KubeletServer } from '../../kubelet/kubelet-server'
import { type Answer } from '../answer'
import { containerAsked } from '../container-asked'
import { isTrue } from '../query'
import { type ResourceRequest } from '../resource-request'
import { upgradeAsked } from '../upgrade'
import { commandOverSpdy } from './command-over-spdy'
import { commandOverWebSocket } from './command-over-web-socket'
import { type CommandOptions, type ConnectedCommand } from './command-session'
import { attachStatus, execStatus } from './command-status'
import { connectWith, podAsked } from './pod-kubelet'
import { refused } from './refused'
import { channelProtocol, channelProtocols } from './web-socket-channels'

type CommandOf = (kubelet: KubeletServer, podUid: string, container: string) => ConnectedCommand

/** Runs a command in a container of a pod for a client that is connected to it. Throws 400, 404 and 500. */
export const podExec = (asked: ResourceRequest): Answer | undefined =>
  connectWithCommand(asked, (kubelet, podUid, container) => {
    const run = kubelet.exec(podUid, container)
    const command = asked.query.getAll('command')
    return { run: (streams) => run(command, streams), status: execStatus }
  })

/** Connects a client with a container's own process: with what it writes from now on. Throws 400, 404 and 500. */
export const podAttach = (asked: ResourceRequest): Answer | undefined =>
  connectWithCommand(asked, (kubelet, podUid, container) => {
    const attach = kubelet.attach(podUid, container)
    return { run: (streams) => attach(streams).then(() => 0), status: attachStatus }
  })

function connectWithCommand(asked: ResourceRequest, commandOf: CommandOf): Answer | undefined {
  const { request, query } = asked
  const pod = podAsked(asked)
  const container = containerAsked(pod, query.get('container'))
  const question = (kubelet: KubeletServer): ConnectedCommand =>
    commandOf(kubelet, pod.metadata.uid ?? '', container)
  return connectWith(asked, pod, question, (command) => {
    const options = optionsIn(query)
    if (!options.stdin && !options.stdout && !options.stderr)
      return refused(400, 'you must specify at least 1 of stdin, stdout, stderr')
    if (upgradeAsked(request) !== 'websocket') return commandOverSpdy(request, options, command)
    const protocol = channelProtocol(request, [...channelProtocols.v4, ...channelProtocols.before])
    if (protocol === undefined) return refused(403, '')
    commandOverWebSocket(request, protocol, options, command)
    return undefined
  })
}

/** Who doesn't say is connected to both outputs; a terminal has one. */
function optionsIn(query: URLSearchParams): CommandOptions {
  const tty = isTrue(query, 'tty')
  const isWanted = (name: string): boolean => !query.has(name) || isTrue(query, name)
  return {
    stdin: isTrue(query, 'stdin'),
    stdout: isWanted('stdout'),
    stderr: isWanted('stderr') && !tty,
    tty,
  }
}
